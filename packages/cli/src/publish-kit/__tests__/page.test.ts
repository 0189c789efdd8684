import { parse } from 'yaml'
import { publication } from '../../contribute/__tests__/upstream-repository'
import { findToFillIn, toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { documentationPage } from '../documentation-page'
import { checkPage } from '../page-checks'
import { acme } from './acme'

const id = '0123456789abcdef01234567'
const page = documentationPage(publication({}), acme, id)

function headings(text: string): string[] {
  return text.match(/^##+ .*$/gm) ?? []
}

describe('the documentation page', () => {
  it("has the front matter of Segment's template, with the registration id, and points to the classic destination", () => {
    expect(parse(page.split('---')[1])).toEqual({
      title: 'Acme (Actions) Destination',
      id,
      versions: [{ name: 'Acme (Classic)', link: '/docs/segment/connections/destinations/catalog/acme/' }]
    })
  })

  it('asks for the registration id as long as nobody knows it', () => {
    const unknown = documentationPage(publication({}), acme, undefined)
    expect(findToFillIn(unknown)).toEqual(['the registration id, which Segment gives on request'])
    expect(checkPage(unknown)).toEqual([])
  })

  it("has the sections of Segment's template, in their order, and everything else below them", () => {
    expect(headings(page)).toEqual([
      '## Benefits of Acme (Actions) vs Acme Classic',
      '## Getting started',
      '### Replays',
      '## Migration from the classic Acme destination',
      '### Differences from the classic Acme destination'
    ])
    expect(page).toMatch(/Getting started[^]*\n{% include components\/actions-fields.html %}\n[^]*## Migration/)
  })

  it('says what it is for, who maintains it, and counts the steps', () => {
    expect(page).toContain(
      '[Acme](https://www.acme.example/?utm_source=segmentio&utm_medium=docs&utm_campaign=partners){:target="_blank"} is a shop.'
    )
    expect(page).toContain('[contact the Acme Support team](mailto:help@acme.example)')
    expect(page).toContain('\n4. Enter the **API Key**.\n')
  })

  it('answers what Segment asks about replays, and says that the browser has none', () => {
    expect(page).toContain(
      '### Replays\n\n- **Time stamps.** Acme counts by time.\n- **Order.** Order matters.\n- **Limits.** Acme takes 5 a second.\n\n'
    )
    const { definition } = publication({})
    const web = publication({}, { definition: { ...definition, mode: 'device' } })
    expect(documentationPage(web, acme, id)).toContain(
      "### Replays\n\nSegment can't replay past events to this destination"
    )
    expect(findToFillIn(documentationPage(publication({}), { ...acme, replay: undefined }, id))).toHaveLength(3)
  })

  it('makes no address of a support that is not known', () => {
    const unknown = documentationPage(publication({}), { ...acme, support: toFillIn("Acme's support address") }, id)
    expect(unknown).not.toContain('mailto:')
    expect(findToFillIn(unknown)).toEqual(["Acme's support address"])
  })

  it('has the sections of a new destination if the vendor has no classic one', () => {
    const alone = documentationPage(publication({}), { ...acme, classic: undefined }, id)
    expect(headings(alone)).toEqual(['## Getting started', '### Replays'])
    expect(parse(alone.split('---')[1])).toEqual({ title: 'Acme (Actions) Destination', id })
    expect(checkPage(alone)).toEqual([])
  })

  it('keeps what is to be filled in whole, in one line, and bold once', () => {
    const long = 'the name of the classic destination in the catalog of Segment, as people read it there'
    const classic = { name: toFillIn(long), slug: 'acme' }
    const unknown = documentationPage(
      publication({}),
      { ...acme, classic, benefits: [{ point: toFillIn('a benefit'), text: 'It is fast.' }] },
      id
    )
    expect(new Set(findToFillIn(unknown))).toEqual(new Set([long, 'a benefit']))
    expect(unknown).toContain('- **TO BE FILLED IN: a benefit**. It is fast.')
    expect(unknown).not.toContain('****')
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
    [
      'hide-dossier, which the newer template has not',
      page.replace('title: ', 'hide-dossier: true\ntitle: '),
      "The front matter must not have hide-dossier: Segment's template of 2024 doesn't."
    ],
    [
      'hide-boilerplate, even when it is off',
      page.replace('title: ', 'hide-boilerplate: false\ntitle: '),
      'The front matter must not have hide-boilerplate'
    ],
    ['a missing id', page.replace(/^id: .*\n/m, ''), "The id in the front matter must be Segment's: 24 characters"],
    ['an id that is none', page.replace(id, 'actions-acme'), "The id in the front matter must be Segment's"],
    [
      'a section that the template has not',
      page.replace('### Replays', '## Replays'),
      'The section "Replays" is not in Segment\'s template: make it a sub-heading of another one.'
    ],
    [
      'no Getting started',
      page.replace('## Getting started', '### Getting started'),
      'must have the section "Getting started"'
    ],
    ['words in the first person', page + 'We delete our data.', 'The page must not say "We"'],
    ['a picture', page + '![x](https://x.example/a.png){:target="_blank"}', 'The page must have no pictures'],
    [
      'an include that does not exist',
      page + '{% include content/x.md %}',
      "The page must not include content/x.md: Segment's template doesn't."
    ],
    [
      'a missing include',
      page.replace(/.*actions-fields.*/, ''),
      'The page must include components/actions-fields.html.'
    ],
    ['a link without a new tab', page + '[x](https://x.example/)', 'The link https://x.example/ leaves the docs, so'],
    [
      'a link into the docs with one',
      page + '[x](/docs/segment/x/){:target="_blank"}',
      'The link /docs/segment/x/ stays in the docs'
    ],
    [
      'a link to where the docs were',
      page + '[x](/docs/x/)',
      'The link /docs/x/ leads into the docs, so it must begin with /docs/segment/.'
    ],
    [
      'a full address of the docs',
      page + '[x](https://segment.com/docs/x/){:target="_blank"}',
      'The link https://segment.com/docs/x/ leads into the docs'
    ],
    [
      'a full address of the docs at Twilio',
      page + '[x](https://www.twilio.com/docs/segment/x){:target="_blank"}',
      'The link https://www.twilio.com/docs/segment/x leads into the docs'
    ],
    [
      'a link that is not secure',
      page + '[x](http://x.example/){:target="_blank"}',
      'The link http://x.example/ must begin'
    ],
    ['a link from nowhere', page + '[x](connections/x)', 'The link connections/x must begin with https://'],
    ['an address that is none', page + '[x](mailto:acme)', 'The link mailto:acme is not an email address.']
  ])('%s', (_what, broken, finding) => {
    expect(checkPage(broken)).toEqual([expect.stringContaining(finding)])
  })

  it('takes no offence at a link that is to be filled in', () => {
    expect(checkPage(`${page}[Acme](${toFillIn('the home page')}?utm_source=segmentio){:target="_blank"}`)).toEqual([])
  })
})
