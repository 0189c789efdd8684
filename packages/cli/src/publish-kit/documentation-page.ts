import { stringify } from 'yaml'
import type { Publication } from '../publication'
import { isToFillIn } from '../to-fill-in'
import type { VendorEntry } from './vendor-entry'

/** Where segment-docs keeps the page of a destination. */
export function pagePath(slug: string): string {
  return `src/connections/destinations/catalog/${slug}/index.md`
}

/**
 * The page of a destination in the form of segment-docs, for a vendor that has a classic destination. The parts, their
 * order and the includes are those of upstream's `docs/doc-template-update.md`. Settings, presets and actions are not
 * written here: `actions-fields.html` shows them from what Segment knows of the definition.
 */
export function documentationPage(publication: Publication, entry: VendorEntry): string {
  const { definition, vendorName } = publication
  const { classic } = entry
  const { name } = definition
  const classicPage = `/docs/connections/destinations/catalog/${classic.slug}/`
  const parts = [
    frontMatter({
      title: `${name} Destination`,
      'hide-boilerplate': true,
      'hide-dossier': true,
      versions: [{ name: `${classic.name} (Classic)`, link: classicPage }]
    }),
    '{% include content/plan-grid.md name="actions" %}',
    `${externalLink(vendorName, `${entry.website}?${PARTNER_QUERY}`)} ${entry.purpose}`,
    maintainer(vendorName, entry.support),
    `> success ""\n> **Good to know**: This page describes ${name}, which is built on the [Actions framework](/docs/connections/destinations/actions/). The [classic ${classic.name} destination](${classicPage}) has a page of its own. Both take data from Segment.`,
    // Only a destination that runs in the browser depends on the version of Analytics.js.
    ...(definition.mode === 'device' ? ['{% include content/ajs-upgrade.md %}'] : []),
    `## Benefits of ${name} vs ${classic.name} Classic`,
    bullets(entry.benefits.map(({ point, text }) => `**${point}**. ${text}`)),
    '## Getting started',
    steps([
      `In the Segment app, go to **Connections > Catalog > Destinations**, search for \`${name}\` and select it.`,
      'Click **Add destination**.',
      `Select the source to connect to ${name}.`,
      ...entry.gettingStarted
    ]),
    `## Important differences from the classic ${classic.name} destination`,
    bullets([
      ...entry.differences,
      `**Name.** In the [Integrations object](/docs/guides/filtering-data/#filtering-with-the-integrations-object), refer to this destination as \`${name}\`.`
    ]),
    '{% include components/actions-fields.html %}',
    `## Migration from the classic ${classic.name} destination`,
    'Follow [the steps for all Actions destinations](/docs/connections/destinations/actions/#migrate-a-classic-destination-to-an-actions-based-destination), with a development source first. Enable this destination and disable the classic one at the same time: while both are on, events arrive twice.',
    bullets(entry.migration)
  ]
  return parts.join('\n\n') + '\n'
}

/** Segment asks partners for this query on the link to their site. */
const PARTNER_QUERY = 'utm_source=segmentio&utm_medium=docs&utm_campaign=partners'

function frontMatter(values: object): string {
  return `---\n${stringify(values)}---`
}

function maintainer(vendor: string, support: string): string {
  const contact = isToFillIn(support) ? support : `[contact the ${vendor} Support team](mailto:${support})`
  return `This destination is maintained by ${vendor}. For any issues with the destination, ${contact}.`
}

/** Segment's style guide: a link that leaves the documentation opens a new tab. */
function externalLink(text: string, url: string): string {
  return `[${text}](${url}){:target="_blank"}`
}

function bullets(items: string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

function steps(items: string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n')
}
