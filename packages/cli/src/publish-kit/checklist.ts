import type { Publication } from '../publication'
import { pageAddress, PARTNER_SUPPORT, publishingSteps, stepList } from './steps'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/** The results of a kit's checks. */
export interface KitState {
  /** What breaks a rule. */
  findings: string[]
  /** What has to be filled in, and where. */
  missing: string[]
}

/** The kit's first page: what breaks a rule, what is missing, what only others can give, the steps, and the links. */
export function checklist(publication: Publication, entry: CatalogFacts, { findings, missing }: KitState): string {
  const { definition, openAssumptions, vendorName } = publication
  const parts = [
    `# Publishing ${definition.name}`,
    '`./bin/run publish-kit` makes these files from the definition, from `packages/vendors/src/<vendor>/catalog-facts.ts`, and from the open assumptions on the page of the destination. To change the files, change their sources and make the kit again. Replace the placeholders `logo.svg` and `mark.svg` with the real images: the command keeps and checks them.',
    '## What breaks a rule',
    boxes(findings),
    '## What is missing',
    boxes(missing),
    `## What ${vendorName} must confirm`,
    boxes([
      ...openAssumptions,
      ...entry.toConfirm,
      `The description, the categories and the documentation page.${
        entry.classic ? ' What the page says about the classic destination was written from public pages.' : ''
      }`,
      'That the logo shows the name of the company, and the mark does not.'
    ]),
    '## What only Segment can give',
    boxes(onlyFromSegment(publication)),
    '## Steps',
    'After each step you find its sources and their dates.',
    stepList(publishingSteps(publication)),
    '## Links',
    links(publication, entry)
  ]
  return parts.join('\n\n') + '\n'
}

function onlyFromSegment({ definition, slug }: Publication): string[] {
  return [
    'The registration id. The front matter of the documentation page needs it.',
    `Whether the name \`${definition.name}\` and the slug \`${slug}\` are free in the catalog. No destination upstream uses them, but the catalog as a whole isn't public.`,
    `Whether it takes new destinations now. Upstream's CONTRIBUTING.md describes a pilot of 2022, and Segment's partner pages say that the Developer Center takes no new components. Upstream still merged new destinations in August 2026. Ask ${PARTNER_SUPPORT}.`
  ]
}

function links({ path, slug }: Publication, { classic, links }: CatalogFacts): string {
  const upstream = 'https://github.com/segmentio/action-destinations'
  const all = [
    { title: 'Upstream', url: upstream },
    { title: "The destination's code, once merged", url: `${upstream}/tree/main/${path}` },
    { title: 'The documentation page, once published', url: pageAddress(slug) },
    ...(classic ? [{ title: 'The page of the classic destination', url: pageAddress(classic.slug) }] : []),
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
