import { publication } from '../../contribute/__tests__/upstream-repository'
import { toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { checkImage } from '../image-checks'
import { makeKit } from '../kit'
import { acme } from './acme'

const none = { logo: undefined, mark: undefined }
const given = {
  logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>',
  mark: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
}

describe('a kit', () => {
  it('holds the checklist, the mail, the page, the catalog entry, logo and mark', () => {
    expect(Object.keys(makeKit(publication({}), acme, none).files)).toEqual([
      'README.md',
      'mail.md',
      'documentation-page.md',
      'catalog-entry.md',
      'logo.svg',
      'mark.svg'
    ])
  })

  it('names everything that is to be filled in, and where', () => {
    const { missing, findings, files } = makeKit(publication({}), { ...acme, support: toFillIn('the address') }, none)
    expect(missing).toEqual([
      'In mail.md and catalog-entry.md: address of the pull request.',
      'In mail.md: email address.',
      'In documentation-page.md: the registration id, which Segment gives on request.',
      'In documentation-page.md and catalog-entry.md: the address.',
      'The logo of Acme, in logo.svg.',
      'The mark of Acme, in mark.svg.'
    ])
    expect(findings).toEqual([])
    for (const what of missing) expect(files['README.md']).toContain(`- [ ] ${what}\n`)
  })

  it('names the line to change, if the answer belongs in the catalog facts', () => {
    const purpose = toFillIn('what Acme is')
    const placeOfGap = (what: string) => (what === 'what Acme is' ? 'acme/catalog-facts.ts:7' : undefined)
    const { missing } = makeKit(publication({}), { ...acme, purpose }, given, { placeOfGap })
    expect(missing).toContain('acme/catalog-facts.ts:7: what Acme is.')
  })

  it('says nothing of a classic destination if there is none', () => {
    const { classic: _classic, benefits: _benefits, differences: _differences, migration: _migration, ...facts } = acme
    const { files, findings } = makeKit(publication({}), facts, given)
    expect(findings).toEqual([])
    expect(Object.values(files).join('\n')).not.toMatch(/classic/i)
  })

  it('has placeholders that keep the rules, and are missing until they are replaced', () => {
    const first = makeKit(publication({}), acme, none)
    expect(checkImage('logo', first.files['logo.svg'])).toEqual([])
    expect(checkImage('mark', first.files['mark.svg'])).toEqual([])
    const again = makeKit(publication({}), acme, { logo: first.files['logo.svg'], mark: first.files['mark.svg'] })
    expect(again.missing).toEqual(first.missing)
  })

  it('keeps a logo and a mark that are there', () => {
    const { files, missing, findings } = makeKit(publication({}), acme, given, { id: '0123456789abcdef01234567' })
    expect([files['logo.svg'], files['mark.svg']]).toEqual([given.logo, given.mark])
    expect(missing).toEqual([
      'In mail.md and catalog-entry.md: address of the pull request.',
      'In mail.md: email address.'
    ])
    expect(findings).toEqual([])
  })

  it('tells what breaks a rule, in the checklist too', () => {
    const { files, findings } = makeKit(
      publication({}),
      { ...acme, description: '', gettingStarted: ['[Here](http://x)'] },
      { logo: given.mark, mark: given.logo }
    )
    expect(findings).toEqual([
      'The description is empty.',
      'The link http://x must begin with https://, or with /docs/segment/ in the docs themselves.',
      'logo.svg: A logo should be wider than high, and this one is 1 wide and 1 high.',
      'mark.svg: A mark must be square, and this one is 3 wide and 1 high.'
    ])
    for (const finding of findings) expect(files['README.md']).toContain(`- [ ] ${finding}\n`)
  })

  it('lists in the checklist what the vendor and what only Segment must say, and the links', () => {
    const readme = makeKit(publication({}), acme, none).files['README.md']
    expect(readme).toContain(
      '## What Acme must confirm\n\n- [ ] Keys last for ever.\n- [ ] That help@acme.example is read.\n'
    )
    expect(readme).toContain('## What only Segment can give\n\n- [ ] The registration id.')
    expect(readme).toContain("- [Acme's API](https://api.acme.example/)\n")
    expect(readme).toContain('https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-acme)')
  })
})
