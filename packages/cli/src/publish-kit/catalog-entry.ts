import type { Publication } from '../publication'
import { isToFillIn, toFillIn } from '../to-fill-in'
import { CATEGORIES } from './categories'
import { isEmailAddress, isHttps } from './page-checks'
import type { VendorEntry } from './vendor-entry'

/** The most characters that Segment's catalog takes for a description. */
const DESCRIPTION_LENGTH = 500

/** The mail in which Segment asks a partner for the catalog's data, ready to be sent to partner-support@segment.com. */
export function catalogEntry({ definition }: Publication, entry: VendorEntry): string {
  const [primary, secondary] = entry.categories
  return [
    'To: partner-support@segment.com',
    `Subject: Catalog entry of ${definition.name}`,
    '',
    `This is the information for the catalog entry of ${definition.name}.`,
    '',
    `- **Name:** ${definition.name}`,
    `- **Link to the most recent pull request in action-destinations:** ${toFillIn('address of the pull request')}`,
    `- **Description:** ${entry.description}`,
    `- **Website:** ${entry.website}`,
    `- **Categories:** ${primary} (primary)${secondary ? `, ${secondary} (secondary)` : ''}`,
    '- **Logo:** attached, `logo.svg`',
    '- **Mark:** attached, `mark.svg`',
    `- **Customer support email address:** ${entry.support}`,
    ''
  ].join('\n')
}

/**
 * Checks what the catalog has rules for.
 * @returns one line a finding; none when all is well. What is to be filled in is no finding.
 */
export function checkCatalogEntry({ description, website, categories, support }: VendorEntry): string[] {
  const findings: string[] = []
  if (description.trim() === '') findings.push('The description is empty.')
  if (description.length > DESCRIPTION_LENGTH) {
    findings.push(`The description has ${description.length} characters; the catalog takes ${DESCRIPTION_LENGTH}.`)
  }
  if (!isToFillIn(website) && (!isHttps(website) || website.includes('?'))) {
    findings.push(`The website ${website} must be an address that begins with https:// and has no query.`)
  }
  for (const category of categories.filter((name) => !CATEGORIES.includes(name))) {
    findings.push(`There is no category ${category}; there are: ${CATEGORIES.join(', ')}.`)
  }
  if (new Set(categories).size !== categories.length || categories.length > 2) {
    findings.push('The catalog takes a primary category, and at most another one as secondary.')
  }
  if (!isToFillIn(support) && !isEmailAddress(support))
    findings.push(`The support address ${support} is no email address.`)
  return findings
}
