import type { Publication } from '../publication'
import { pagePath } from './documentation-page'
import type { VendorEntry } from './vendor-entry'

/** What the checks of a kit said. */
export interface KitState {
  /** What breaks a rule. */
  findings: string[]
  /** What is to be filled in, and where. */
  missing: string[]
}

/** The kit's first page: what breaks a rule, what is missing, what only others can give, the steps, and the links. */
export function checklist(publication: Publication, entry: VendorEntry, { findings, missing }: KitState): string {
  const { definition, openAssumptions, vendorName } = publication
  const parts = [
    `# Publishing ${definition.name}`,
    'Made by `./bin/run publish-kit`, from the definition, `packages/cli/src/publish-kit/vendors`, and the open assumptions on the page of the destination. Change it there, and make the kit again. A `logo.svg` and a `mark.svg` in place of the placeholders are kept, and checked.',
    '## What breaks a rule',
    boxes(findings),
    '## What is missing',
    boxes(missing),
    `## What ${vendorName} must confirm`,
    boxes([
      ...openAssumptions,
      'The description, the categories, and the page, above all what it says about the classic destination: that is written from public pages.',
      'That the logo shows the name of the company, and the mark does not.'
    ]),
    '## What only Segment can give',
    boxes(onlyFromSegment(publication)),
    '## Steps',
    steps(publication),
    '## Links',
    links(publication, entry)
  ]
  return parts.join('\n\n') + '\n'
}

function onlyFromSegment({ definition, slug }: Publication): string[] {
  return [
    'The id under which the destination is registered. Segment registers it after the merge; the id may then go into the front matter of the page.',
    `Whether the name \`${definition.name}\` and the slug \`${slug}\` are free in the catalog: the code upstream uses neither, but the catalog is not public as a whole.`,
    "How its partner programme takes contributions now. Upstream's CONTRIBUTING.md (as of 2026-08-21) still describes a pilot of 2022, and Segment's partner documentation (changed on 2025-09-30) says that the Developer Center takes no new components. New destinations of partners were merged upstream as late as August 2026. Ask partner-support@segment.com before you start.",
    'Where its documentation is kept. The last public change of segment-docs is of 2025-11-07.'
  ]
}

function steps({ definition, place, slug }: Publication): string {
  return [
    `Open the pull request: \`./bin/run contribute ${place.name} --repo <clone of action-destinations> --verify\`.`,
    `Fork segment-docs, copy \`segment-docs/${pagePath(slug)}\` to the same place there, and open a pull request.`,
    'Send `catalog-entry.md`, with the logo and the mark, to partner-support@segment.com.',
    `Private beta: see that the catalog's page of ${definition.name} looks right, and have at least 1 customer use it, by the address of that page below.`,
    'Public: tell partner-support@segment.com who uses it.'
  ]
    .map((step, index) => `${index + 1}. ${step}`)
    .join('\n')
}

function links({ path, slug }: Publication, { classic, links }: VendorEntry): string {
  const catalog = 'https://segment.com/docs/connections/destinations/catalog'
  const upstream = 'https://github.com/segmentio/action-destinations'
  const all = [
    { title: 'Upstream', url: upstream },
    { title: 'How to contribute there', url: `${upstream}/blob/main/CONTRIBUTING.md` },
    { title: "The destination's code, once merged", url: `${upstream}/tree/main/${path}` },
    { title: 'segment-docs', url: 'https://github.com/segmentio/segment-docs' },
    { title: 'The page, once published', url: `${catalog}/${slug}/` },
    { title: 'The page of the classic destination', url: `${catalog}/${classic.slug}/` },
    {
      title: 'The catalog in the Segment app, also during the private beta',
      url: `https://app.segment.com/goto-my-workspace/destinations/catalog/${slug}`
    },
    { title: "Segment's partner programme", url: 'https://segment.com/partners/integration/' },
    ...links
  ]
  return all.map(({ title, url }) => `- [${title}](${url})`).join('\n')
}

function boxes(items: string[]): string {
  return items.length === 0 ? 'Nothing.' : items.map((item) => `- [ ] ${item}`).join('\n')
}
