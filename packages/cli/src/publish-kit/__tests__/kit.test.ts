import { publication } from '../../contribute/__tests__/upstream-repository'
import { toFillIn } from '../../to-fill-in'
import { checkImage } from '../image-checks'
import { makeKit } from '../kit'
import { acme } from './acme'

const none = { logo: undefined, mark: undefined }
const given = {
  logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>',
  mark: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
}

describe('a kit', () => {
  it('holds the checklist, the mail, logo and mark, and the page in its place', () => {
    expect(Object.keys(makeKit(publication({}), acme, none).files)).toEqual([
      'README.md',
      'catalog-entry.md',
      'logo.svg',
      'mark.svg',
      'segment-docs/src/connections/destinations/catalog/actions-acme/index.md'
    ])
  })

  it('names everything that is to be filled in, and where', () => {
    const { missing, findings, files } = makeKit(publication({}), { ...acme, support: toFillIn('the address') }, none)
    expect(missing).toEqual([
      'In the catalog entry: address of the pull request.',
      'In the catalog entry: the address.',
      'On the documentation page: the address.',
      'The logo of Acme, in logo.svg.',
      'The mark of Acme, in mark.svg.'
    ])
    expect(findings).toEqual([])
    for (const what of missing) expect(files['README.md']).toContain(`- [ ] ${what}\n`)
  })

  it('has placeholders that keep the rules, and are missing until they are replaced', () => {
    const first = makeKit(publication({}), acme, none)
    expect(checkImage('logo', first.files['logo.svg'])).toEqual([])
    expect(checkImage('mark', first.files['mark.svg'])).toEqual([])
    const again = makeKit(publication({}), acme, { logo: first.files['logo.svg'], mark: first.files['mark.svg'] })
    expect(again.missing).toEqual(first.missing)
  })

  it('keeps a logo and a mark that are there', () => {
    const { files, missing, findings } = makeKit(publication({}), acme, given)
    expect([files['logo.svg'], files['mark.svg']]).toEqual([given.logo, given.mark])
    expect(missing).toEqual(['In the catalog entry: address of the pull request.'])
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
      'The link http://x must begin with https://, or with /docs/ in the docs themselves.',
      'logo.svg: A logo should be wider than high, and this one is 1 wide and 1 high.',
      'mark.svg: A mark must be square, and this one is 3 wide and 1 high.'
    ])
    for (const finding of findings) expect(files['README.md']).toContain(`- [ ] ${finding}\n`)
  })

  it('lists in the checklist the open assumptions, what only Segment can give with its dates, and the links', () => {
    const readme = makeKit(publication({}), acme, none).files['README.md']
    expect(readme).toContain('## What Acme must confirm\n\n- [ ] Keys last for ever.\n')
    expect(readme).toMatch(/## What only Segment can give\n\n- \[ \] The id under which the destination is registered/)
    expect(readme).toMatch(/as of 2026-08-21.*2025-09-30.*takes no new components/)
    expect(readme).toContain("- [Acme's API](https://api.acme.example/)\n")
  })
})
