import { publication } from '../../contribute/__tests__/upstream-repository'
import { findToFillIn, toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { catalogEntry, checkCatalogEntry } from '../catalog-entry'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'
import { acme } from './acme'

describe('the catalog entry', () => {
  it('is what the Developer Portal asks for', () => {
    expect(catalogEntry(publication({}), acme)).toBe(`# Catalog entry of Acme (Actions)

For the Developer Portal.

## Metadata

- **Name:** Acme (Actions)
- **Description:** Send leads to Acme.
- **Website:** https://www.acme.example/
- **Categories:** CRM (primary), Email Marketing (secondary)
- **Logo:** \`logo.svg\`
- **Mark:** \`mark.svg\`
- **Customer support email address:** help@acme.example

## Documentation

- **On the vendor's site:** https://help.acme.example/segment
- **On Segment's site:** https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-acme

## Test account

- **User name and password:** in the portal only; don't write them down here.
- **How to log in and test:** Log in, and open Leads.
- **Link to the pull request:** **TO BE FILLED IN: address of the pull request**
`)
  })

  it('may have one category, and names what is not known', () => {
    const entry = catalogEntry(publication({}), { ...acme, categories: ['CRM'], support: toFillIn('the address') })
    expect(entry).toContain('**Categories:** CRM (primary)\n')
    expect(findToFillIn(entry)).toEqual(['the address', 'address of the pull request'])
  })
})

describe('the check of the catalog entry', () => {
  it.each<[string, Partial<CatalogFacts>]>([
    ['everything is known', {}],
    ['the description has exactly 500 characters', { description: 'x'.repeat(500) }],
    ['there is one category', { categories: ['Surveys'] }],
    [
      'addresses are to be filled in',
      { website: toFillIn('website'), support: toFillIn('support'), documentation: toFillIn('page') }
    ]
  ])('finds nothing when %s', (_when, changes) => {
    expect(checkCatalogEntry({ ...acme, ...changes })).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['description', 'x'.repeat(501), 'The description has 501 characters. The catalog allows 500.'],
    ['description', ' ', 'The description is empty.'],
    [
      'website',
      'http://acme.example/',
      'The website http://acme.example/ must be an address that begins with https://'
    ],
    ['website', 'https://acme.example/?utm_source=x', 'and has no query.'],
    ['website', 'acme.example', 'The website acme.example must be'],
    [
      'documentation',
      'http://help.acme.example/',
      "The vendor's page http://help.acme.example/ must be an address that begins with https://."
    ],
    ['categories', ['Shops'], 'There is no category Shops; there are: A/B Testing, Advertising, '],
    ['categories', ['CRM', 'CRM'], 'The catalog allows one primary category and at most one secondary category.'],
    [
      'categories',
      ['CRM', 'Surveys', 'Video'],
      'The catalog allows one primary category and at most one secondary category'
    ],
    ['support', 'https://acme.example/help', 'The support address https://acme.example/help is not an email address.']
  ])('finds a wrong %s: %j', (key, value, finding) => {
    expect(checkCatalogEntry({ ...acme, [key]: value })).toEqual([expect.stringContaining(finding)])
  })
})
