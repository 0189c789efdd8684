import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readOpenAssumptions, requireAcknowledgement } from '../open-assumptions'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assumptions-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function read(page: string): string[] {
  const file = path.join(folder, 'acme.md')
  fs.writeFileSync(file, page)
  return readOpenAssumptions(file)
}

describe('readOpenAssumptions', () => {
  it.each([
    ['at the end of the page', '# Acme\n\n### Open assumptions\n\n- One.\n- Two, `x`.\n', ['One.', 'Two, `x`.']],
    ['before another section', '## Open assumptions\n\n- One.\n\n## Limits\n\n- Slow.\n', ['One.']],
    ['over several lines', '## Open assumptions\n\n- One,\n  and more.\n- Two.\n', ['One, and more.', 'Two.']],
    ['of which there are none', '## Open assumptions\n\nNone.\n', []]
  ])('reads those %s', (_where, page, expected) => {
    expect(read(page)).toEqual(expected)
  })

  it.each([
    ['# Acme\n\n- One.\n', 'has no section "Open assumptions".'],
    ['## Open assumptions\n\nTo be written.\n', 'must be a list, or say "None.".'],
    ['## Open assumptions\n', 'must be a list, or say "None.".']
  ])('does not take silence for certainty: %j', (page, message) => {
    expect(() => read(page)).toThrow(message)
  })

  it('refuses a page that is not there', () => {
    expect(() => readOpenAssumptions(path.join(folder, 'nobody.md'))).toThrow(
      /^There is no \S+nobody\.md\. Write a page about the destination\. Its section "Open assumptions"/
    )
  })
})

describe('requireAcknowledgement', () => {
  it('lists every assumption, and how to go on', () => {
    expect(() => requireAcknowledgement('Acme (Actions)', ['One.', 'Two.'], false)).toThrow(
      /^Acme \(Actions\) relies on assumptions .*:\n {2}- One\.\n {2}- Two\.\n.*--acknowledge-assumptions/
    )
  })

  it('lists what else is missing', () => {
    expect(() => requireAcknowledgement('Acme (Actions)', ['One.'], false, ['The logo.'])).toThrow(
      /\n {2}- One\.\nMissing\. The logo\.\n.*--acknowledge-assumptions/
    )
  })

  it('lets through what is acknowledged, and what assumes nothing', () => {
    expect(() => requireAcknowledgement('Acme (Actions)', ['One.'], true)).not.toThrow()
    expect(() => requireAcknowledgement('Acme (Actions)', [], false)).not.toThrow()
  })
})
