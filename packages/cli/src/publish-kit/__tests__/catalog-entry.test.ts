import { publication } from '../../contribute/__tests__/upstream-repository'
import { findToFillIn, toFillIn } from '../../to-fill-in'
import { catalogEntry, checkCatalogEntry } from '../catalog-entry'
import type { VendorEntry } from '../vendor-entry'
import { acme } from './acme'

describe('the catalog entry', () => {
  it('is a mail with what Segment asks for', () => {
    expect(catalogEntry(publication({}), acme)).toBe(`To: partner-support@segment.com
Subject: Catalog entry of Acme (Actions)

This is the information for the catalog entry of Acme (Actions).

- **Name:** Acme (Actions)
- **Link to the most recent pull request in action-destinations:** **TO BE FILLED IN: address of the pull request**
- **Description:** Send leads to Acme.
- **Website:** https://www.acme.example/
- **Categories:** CRM (primary), Email Marketing (secondary)
- **Logo:** attached, \`logo.svg\`
- **Mark:** attached, \`mark.svg\`
- **Customer support email address:** help@acme.example
`)
  })

  it('may have one category, and names what is not known', () => {
    const mail = catalogEntry(publication({}), { ...acme, categories: ['CRM'], support: toFillIn('the address') })
    expect(mail).toContain('**Categories:** CRM (primary)\n')
    expect(findToFillIn(mail)).toEqual(['address of the pull request', 'the address'])
  })
})

describe('the check of the catalog entry', () => {
  it.each<[string, Partial<VendorEntry>]>([
    ['everything is known', {}],
    ['the description has exactly 500 characters', { description: 'x'.repeat(500) }],
    ['there is one category', { categories: ['Surveys'] }],
    ['website and support are to be filled in', { website: toFillIn('website'), support: toFillIn('support') }]
  ])('finds nothing when %s', (_when, changes) => {
    expect(checkCatalogEntry({ ...acme, ...changes })).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['description', 'x'.repeat(501), 'The description has 501 characters; the catalog takes 500.'],
    ['description', ' ', 'The description is empty.'],
    [
      'website',
      'http://acme.example/',
      'The website http://acme.example/ must be an address that begins with https://'
    ],
    ['website', 'https://acme.example/?utm_source=x', 'and has no query.'],
    ['website', 'acme.example', 'The website acme.example must be'],
    ['categories', ['Shops'], 'There is no category Shops; there are: A/B Testing, Advertising, '],
    ['categories', ['CRM', 'CRM'], 'The catalog takes a primary category, and at most another one as secondary.'],
    ['categories', ['CRM', 'Surveys', 'Video'], 'The catalog takes a primary category, and at most another one'],
    ['support', 'https://acme.example/help', 'The support address https://acme.example/help is no email address.']
  ])('finds a wrong %s: %j', (key, value, finding) => {
    expect(checkCatalogEntry({ ...acme, [key]: value })).toEqual([expect.stringContaining(finding)])
  })
})
