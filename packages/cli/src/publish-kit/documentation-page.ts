import { stringify } from 'yaml'
import type { Publication } from '../publication'
import { isToFillIn, toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { describeReplay } from './replay'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/** The beginning of links within Segment's documentation, which is now part of Twilio's. */
export const DOCS = '/docs/segment/'

/**
 * The page of a destination as Segment's template of 2024 wants it. What compares it with the vendor's classic destination
 * is left out if there is none. Sections beyond the template's are sub-headings of its sections, as the template asks.
 * Settings, presets and actions are not written here: `actions-fields.html` shows them from what Segment knows of the
 * definition.
 * @param id the registration id that Segment gave; undefined when it isn't known yet
 */
export function documentationPage(publication: Publication, entry: CatalogFacts, id: string | undefined): string {
  const { definition, vendorName } = publication
  const { name } = definition
  const comparison = entry.classic && comparisonWith(entry.classic, name, entry)
  const parts = [
    frontMatter({
      title: `${name} Destination`,
      id: id ?? toFillIn('the registration id, which Segment gives on request'),
      ...(comparison && { versions: comparison.versions })
    }),
    '{% include content/plan-grid.md name="actions" %}',
    `${externalLink(vendorName, `${entry.website}?${PARTNER_QUERY}`)} ${entry.purpose}`,
    maintainer(vendorName, entry.support),
    ...(comparison?.before ?? []),
    '## Getting started',
    steps([
      `Open the ${externalLink('Destination catalog', CATALOG)} of your workspace, and search for \`${name}\`.`,
      'Select the destination and click **Add Destination**.',
      `Select the source to connect to ${name}.`,
      ...entry.gettingStarted
    ]),
    '{% include components/actions-fields.html %}',
    '### Replays',
    definition.mode === 'device'
      ? `Segment can't replay past events to this destination, because it runs in the browser.`
      : bullets(describeReplay(entry.replay)),
    ...(comparison?.after ?? [])
  ]
  return parts.join('\n\n') + '\n'
}

/** What the page says about the classic destination: in its front matter, and before and after "Getting started". */
function comparisonWith(classic: NonNullable<CatalogFacts['classic']>, name: string, entry: CatalogFacts) {
  const { benefits = [], differences = [], migration = [] } = entry
  const classicPage = `${DOCS}connections/destinations/catalog/${classic.slug}/`
  return {
    versions: [{ name: `${classic.name} (Classic)`, link: classicPage }],
    before: [
      `> success ""\n> **Good to know**: This page describes ${name}, which is built on the [Actions framework](${DOCS}connections/destinations/actions/). The [classic ${classic.name} destination](${classicPage}) has a page of its own. Both take data from Segment.`,
      `## Benefits of ${name} vs ${classic.name} Classic`,
      bullets(benefits.map(({ point, text }) => `${bold(point)}. ${text}`))
    ],
    after: [
      `## Migration from the classic ${classic.name} destination`,
      `Follow [the steps for all Actions destinations](${DOCS}connections/destinations/actions/#migrate-a-classic-destination-to-an-actions-based-destination), with a development source first. Enable this destination and disable the classic one at the same time: while both are on, events arrive twice.`,
      bullets(migration),
      `### Differences from the classic ${classic.name} destination`,
      bullets([
        ...differences,
        `**Name.** In the [Integrations object](${DOCS}guides/filtering-data/#filtering-with-the-integrations-object), refer to this destination as \`${name}\`.`
      ])
    ]
  }
}

/** The catalog in a customer's workspace. */
const CATALOG = 'https://app.segment.com/goto-my-workspace/destinations/catalog'

/** Segment asks partners to use this query in the link to their site. */
const PARTNER_QUERY = 'utm_source=segmentio&utm_medium=docs&utm_campaign=partners'

function frontMatter(values: object): string {
  // A line of any length, so that what is to be filled in can be found in it.
  return `---\n${stringify(values, { lineWidth: 0 })}---`
}

/** What is to be filled in is bold already. */
function bold(text: string): string {
  return isToFillIn(text) ? text : `**${text}**`
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
