import type { Publication } from '../publication'
import { isToFillIn, toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { CATEGORIES } from '@partner-destinations/vendors/categories'
import { isEmailAddress, isHttps } from './page-checks'
import { pageAddress } from './steps'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/** The most characters of a description in Segment's catalog. */
const DESCRIPTION_LENGTH = 500

/** What the Developer Portal asks before Segment reviews a destination, in the order of the public beta checklist. */
export function catalogEntry({ definition, slug }: Publication, entry: CatalogFacts): string {
  const [primary, secondary] = entry.categories
  return [
    `# Catalog entry of ${definition.name}`,
    '',
    'For the Developer Portal.',
    '',
    '## Metadata',
    '',
    `- **Name:** ${definition.name}`,
    `- **Description:** ${entry.description}`,
    `- **Website:** ${entry.website}`,
    `- **Categories:** ${primary} (primary)${secondary ? `, ${secondary} (secondary)` : ''}`,
    '- **Logo:** `logo.svg`',
    '- **Mark:** `mark.svg`',
    `- **Customer support email address:** ${entry.support}`,
    '',
    '## Documentation',
    '',
    `- **On the vendor's site:** ${entry.documentation}`,
    `- **On Segment's site:** ${pageAddress(slug)}`,
    '',
    '## Test account',
    '',
    "- **User name and password:** in the portal only; don't write them down here.",
    `- **How to log in and test:** ${entry.testAccount}`,
    `- **Link to the pull request:** ${toFillIn('address of the pull request')}`,
    ''
  ].join('\n')
}

/**
 * Checks the catalog's rules.
 * @returns one line for each finding; none if everything is fine. Missing information is not a finding.
 */
export function checkCatalogEntry(entry: CatalogFacts): string[] {
  const { description, website, documentation, categories, support } = entry
  const findings: string[] = []
  if (description.trim() === '') findings.push('The description is empty.')
  if (description.length > DESCRIPTION_LENGTH) {
    findings.push(`The description has ${description.length} characters. The catalog allows ${DESCRIPTION_LENGTH}.`)
  }
  if (!isToFillIn(website) && (!isHttps(website) || website.includes('?'))) {
    findings.push(`The website ${website} must be an address that begins with https:// and has no query.`)
  }
  if (!isToFillIn(documentation) && !isHttps(documentation)) {
    findings.push(`The vendor's page ${documentation} must be an address that begins with https://.`)
  }
  for (const category of categories.filter((name) => !CATEGORIES.includes(name))) {
    findings.push(`There is no category ${category}; there are: ${CATEGORIES.join(', ')}.`)
  }
  if (new Set(categories).size !== categories.length || categories.length > 2) {
    findings.push('The catalog allows one primary category and at most one secondary category.')
  }
  if (!isToFillIn(support) && !isEmailAddress(support))
    findings.push(`The support address ${support} is not an email address.`)
  return findings
}
