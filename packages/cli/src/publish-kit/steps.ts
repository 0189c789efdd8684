import type { Publication } from '../publication'
import { cite, SOURCES } from './sources'
import type { Source } from './sources'

/** Something to do on the way into the catalog, and its source. */
export interface Step {
  /** A sentence or two of Markdown. */
  what: string
  sources: Source[]
}

/** Segment's address for everything that you can't do in the Developer Portal. */
export const PARTNER_SUPPORT = 'partner-support@segment.com'

/** The address of a destination's page in Segment's documentation. */
export function pageAddress(slug: string): string {
  return `https://www.twilio.com/docs/segment/connections/destinations/catalog/${slug}`
}

/** The steps until everybody can find the destination in Segment's catalog, in order. */
export function publishingSteps({ definition, place, slug, vendorName }: Publication): Step[] {
  const { betaChecklist, contributing, oneDestination, pageAddress: needsAddress, partnerPage } = SOURCES
  return [
    {
      what: `Join the partner programme as ${vendorName}, and ask ${PARTNER_SUPPORT} whether Segment takes new destinations now.`,
      sources: [contributing, betaChecklist]
    },
    {
      what: `Open the pull request: \`./bin/run contribute ${place.name} --repo <clone of action-destinations> --verify\`.`,
      sources: [contributing]
    },
    {
      what: `Ask for the registration id, with \`mail.md\`. Segment gives it when it creates the destination; the documentation page needs it. Then make the kit again with \`--id <id>\`.`,
      sources: [SOURCES.generator, SOURCES.idInReview, SOURCES.idAskedFor, oneDestination]
    },
    {
      what: `Private beta: test the destination with the link that Segment gives you, and have at least one customer use it. Check how the catalog shows ${definition.name}.`,
      sources: [contributing, oneDestination]
    },
    {
      what: `Hand over \`documentation-page.md\`, with the id in it: attach it to \`mail.md\`, or give it to the reviewer of your pull request. It follows Segment's template. Don't open a pull request at segment-docs: Segment closes those, and publishes the page at ${pageAddress(
        slug
      )}.`,
      sources: [SOURCES.pageTemplate, SOURCES.pageHandedOver, SOURCES.idAskedFor, needsAddress]
    },
    {
      what: `Publish a page about the destination on ${vendorName}'s own site.`,
      sources: [betaChecklist]
    },
    {
      what: `Make a test account at ${vendorName} for Segment, and write down how to log in and where the data shows.`,
      sources: [betaChecklist]
    },
    {
      what: 'Fill in the Developer Portal with `catalog-entry.md`, the logo and the mark, and submit it for review. Segment invites you to the portal after it has deployed the code. The portal asks for the address of the documentation page, so the page comes first. If no invitation comes, send the entry by mail.',
      sources: [partnerPage, needsAddress, contributing]
    },
    ...(definition.mode === 'device'
      ? []
      : [
          {
            what: 'Tell Segment whether its replays work, with `mail.md`: timestamps, order, limits.',
            sources: [betaChecklist, SOURCES.partnerFaq, SOURCES.replay]
          }
        ]),
    ...(definition.onDelete
      ? [
          {
            what: 'Ask Segment to list the destination among those that get deletion requests, with `mail.md`.',
            sources: [SOURCES.deletionList]
          }
        ]
      : []),
    {
      what: 'Public beta: it ends after two weeks at the earliest, and not before two users have set up the destination.',
      sources: [partnerPage]
    },
    {
      what: `Announce it: a post on ${vendorName}'s blog, or an email to its customers.`,
      sources: [betaChecklist, contributing]
    }
  ]
}

/** The steps as a numbered list. */
export function stepList(steps: Step[]): string {
  return steps.map(({ what, sources }, index) => `${index + 1}. ${what} (${cite(sources)})`).join('\n')
}
