import { parse } from 'yaml'
import { publication } from '../../contribute/__tests__/upstream-repository'
import { findToFillIn, toFillIn } from '../../to-fill-in'
import { documentationPage, pagePath } from '../documentation-page'
import { checkPage } from '../page-checks'
import { acme } from './acme'

const page = documentationPage(publication({}), acme)

function headings(text: string): string[] {
  return text.match(/^## .*$/gm) ?? []
}

describe('the documentation page', () => {
  it('stands where segment-docs keeps the page of a destination', () => {
    expect(pagePath('actions-acme')).toBe('src/connections/destinations/catalog/actions-acme/index.md')
  })

  it("has the front matter of Segment's template, and points to the classic destination", () => {
    expect(parse(page.split('---')[1])).toEqual({
      title: 'Acme (Actions) Destination',
      'hide-boilerplate': true,
      'hide-dossier': true,
      versions: [{ name: 'Acme (Classic)', link: '/docs/connections/destinations/catalog/acme/' }]
    })
  })

  it("has the sections of Segment's template, in their order, with the table of fields before the migration", () => {
    expect(headings(page)).toEqual([
      '## Benefits of Acme (Actions) vs Acme Classic',
      '## Getting started',
      '## Important differences from the classic Acme destination',
      '## Migration from the classic Acme destination'
    ])
    expect(page).toMatch(/differences[^]*\n{% include components\/actions-fields.html %}\n[^]*## Migration/)
  })

  it('says what it is for, who maintains it, and counts the steps', () => {
    expect(page).toContain(
      '[Acme](https://www.acme.example/?utm_source=segmentio&utm_medium=docs&utm_campaign=partners){:target="_blank"} is a shop.'
    )
    expect(page).toContain('[contact the Acme Support team](mailto:help@acme.example)')
    expect(page).toContain('\n4. Enter the **API Key**.\n')
  })

  it('asks for the newer Analytics.js only in device mode', () => {
    const { definition } = publication({})
    const web = publication({}, { definition: { ...definition, mode: 'device' } })
    expect(documentationPage(web, acme)).toContain('{% include content/ajs-upgrade.md %}')
    expect(page).not.toContain('ajs-upgrade')
  })

  it('makes no address of a support that is not known', () => {
    const unknown = documentationPage(publication({}), { ...acme, support: toFillIn("Acme's support address") })
    expect(unknown).not.toContain('mailto:')
    expect(findToFillIn(unknown)).toEqual(["Acme's support address"])
  })

  it('passes the checks', () => {
    expect(checkPage(page)).toEqual([])
  })
})

describe('the check of the page finds', () => {
  it.each([
    ['no front matter', page.slice(page.indexOf('{%')), 'The page has no front matter.'],
    ['front matter that is not YAML', page.replace('title: ', 'title: ['), 'The front matter is not YAML: '],
    ['front matter that is a text', '---\nhello\n---\n' + page.slice(page.indexOf('{%')), 'The front matter must hold'],
    ['another title', page.replace('(Actions) Destination\n', '\n'), 'The title in the front matter must end with'],
    ['a missing key', page.replace('hide-dossier: true\n', ''), 'The front matter must have hide-dossier: true'],
    [
      'an include that does not exist',
      page + '{% include content/x.md %}',
      "Nothing in Segment's template includes content/x.md."
    ],
    [
      'a missing include',
      page.replace(/.*actions-fields.*/, ''),
      'The page must include components/actions-fields.html.'
    ],
    ['a link without a new tab', page + '[x](https://x.example/)', 'The link https://x.example/ leaves the docs, so'],
    ['a link into the docs with one', page + '[x](/docs/x/){:target="_blank"}', 'The link /docs/x/ stays in the docs'],
    [
      'a link that is not secure',
      page + '[x](http://x.example/){:target="_blank"}',
      'The link http://x.example/ must begin'
    ],
    ['a link from nowhere', page + '[x](connections/x)', 'The link connections/x must begin with https://'],
    ['an address that is none', page + '[x](mailto:acme)', 'The link mailto:acme is no email address.']
  ])('%s', (_what, broken, finding) => {
    expect(checkPage(broken)).toEqual([expect.stringContaining(finding)])
  })
})
