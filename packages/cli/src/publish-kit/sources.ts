/** A page that describes a step, and its date. */
export interface Source {
  title: string
  url: string
  /** Day of its last change, or of the comment in it that we rely on. */
  date: string
}

const UPSTREAM = 'https://github.com/segmentio/action-destinations'
const PARTNERS = 'https://www.twilio.com/docs/segment/partners'

function pullRequest(number: number, date: string): Source {
  const url = `https://github.com/segment-boneyard/segment-docs/pull/${number}`
  return { title: `segment-docs pull request ${number}`, url, date }
}

/**
 * What Segment says, or does, about publishing a destination. The links to Segment's documentation lead to Twilio,
 * where the pages are now. Their dates are those of the last public version before the move.
 */
export const SOURCES = {
  contributing: {
    title: "upstream's CONTRIBUTING.md",
    url: `${UPSTREAM}/blob/main/CONTRIBUTING.md`,
    date: '2025-11-17'
  },
  generator: {
    title: "upstream's generator guide",
    url: `${UPSTREAM}/blob/main/.claude/commands/generate-destination.md`,
    date: '2026-07-06'
  },
  partnerPage: { title: 'Segment for partners: destinations', url: `${PARTNERS}/destinations`, date: '2025-10-02' },
  betaChecklist: { title: 'Public beta checklist', url: `${PARTNERS}/checklist`, date: '2025-09-30' },
  partnerFaq: { title: 'Segment for partners: FAQ', url: `${PARTNERS}/faqs`, date: '2025-08-21' },
  replay: {
    title: 'What is replay?',
    url: 'https://www.twilio.com/docs/segment/guides/what-is-replay',
    date: '2025-11-06'
  },
  pageTemplate: {
    title: 'Template for an updated destination',
    url: 'https://github.com/segmentio/segment-docs/blob/develop/templates/partners/destination-update.md',
    date: '2024-06-07'
  },
  idInReview: pullRequest(7241, '2024-11-25'),
  pageHandedOver: pullRequest(8168, '2025-12-17'),
  idAskedFor: pullRequest(8171, '2026-01-12'),
  oneDestination: pullRequest(8173, '2026-01-13'),
  pageAddress: pullRequest(8181, '2026-03-02'),
  deletionList: pullRequest(8109, '2025-10-29')
}

/** The sources after a step: links with their dates. */
export function cite(sources: Source[]): string {
  return sources.map(({ title, url, date }) => `[${title}](${url}), ${date}`).join('; ')
}
