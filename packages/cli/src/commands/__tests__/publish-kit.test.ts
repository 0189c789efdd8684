import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { destinationFacts } from '@partner-destinations/vendors'
import { projectRoot } from '../../places'
import { findPublication } from '../../publication'
import { useCommands } from './commands'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'publish-kit-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const runCommand = useCommands()
const acknowledge = '--acknowledge-assumptions'
const knownDestinations = new RegExp(
  `^There is no destination "nobody"; there are: ${Object.keys(destinationFacts).sort().join(', ')}\\.`
)

describe('what is known of the vendors', () => {
  it.each(Object.entries(destinationFacts))(
    'of %s answers what Segment asks about replays and deletions',
    async (name, { catalog: entry }) => {
      const { definition } = await findPublication(name, true)
      expect(entry.replay === undefined).toBe(definition.mode === 'device')
      expect(entry.deletion === undefined).toBe(definition.onDelete === undefined)
    }
  )

  it('asks Wishpond to confirm its support address, which is known from old plugins only', () => {
    for (const name of ['wishpond', 'wishpond-web']) {
      const { support, toConfirm } = destinationFacts[name].catalog
      expect(support).toBe('support@wishpond.com')
      expect(toConfirm.join()).toContain(support)
    }
  })
})

describe('publish-kit', () => {
  it('knows every destination of this project', () => {
    const folders = ['packages/destination-actions/src/destinations', 'packages/browser-destinations/destinations']
    const names = folders.flatMap((parent) => fs.readdirSync(path.join(projectRoot, parent)))
    expect(Object.keys(destinationFacts).sort()).toEqual(names.sort())
  })

  it.each(Object.keys(destinationFacts))('makes a kit of %s that breaks no rule', async (vendor) => {
    const out = path.join(folder, vendor)
    const { stdout, stderr, code } = await runCommand(['publish-kit', vendor, '--out', out, acknowledge])
    expect([stderr, code]).toEqual(['', 0])
    expect(stdout).toContain('Missing. The logo of ')
    expect(stdout).toContain('Missing. In documentation-page.md: the registration id')
    const readme = fs.readFileSync(path.join(out, 'README.md'), 'utf8')
    expect(readme).toContain('## What breaks a rule\n\nNothing.\n')
  })

  it('puts the registration id on the page', async () => {
    const out = path.join(folder, 'with-id')
    const args = ['publish-kit', 'wigzo', '--out', out, '--id', '0123456789abcdef01234567', acknowledge]
    const { stdout, code } = await runCommand(args)
    expect(code).toBe(0)
    expect(stdout).not.toContain('registration id')
    expect(fs.readFileSync(path.join(out, 'documentation-page.md'), 'utf8')).toContain(
      '\nid: 0123456789abcdef01234567\n'
    )
  })

  it('refuses an id that Segment cannot have given, and writes nothing', async () => {
    const out = path.join(folder, 'wrong-id')
    const { stderr, code } = await runCommand([
      'publish-kit',
      'wigzo',
      '--out',
      out,
      '--id',
      'actions-wigzo',
      acknowledge
    ])
    expect(stderr).toContain(
      'actions-wigzo is not a registration ID of Segment. An ID has 24 characters, each 0-9 or a-f.'
    )
    expect([code, fs.existsSync(out)]).toEqual([1, false])
  })

  it('keeps the images that it finds, and exits with 1 when one breaks a rule', async () => {
    const out = path.join(folder, 'images')
    const mark = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>'
    fs.mkdirSync(out)
    fs.writeFileSync(path.join(out, 'mark.svg'), mark)
    const { stderr, code } = await runCommand(['publish-kit', 'wigzo', '--out', out, acknowledge])
    expect(stderr).toBe('Breaks a rule. mark.svg: A mark must be square, and this one is 2 wide and 1 high.')
    expect(code).toBe(1)
    expect(fs.readFileSync(path.join(out, 'mark.svg'), 'utf8')).toBe(mark)
    expect(fs.existsSync(path.join(out, 'README.md'))).toBe(true)
  })

  it('lists every open assumption and writes nothing, unless they are acknowledged', async () => {
    const out = path.join(folder, 'refused')
    const { stdout, stderr, code } = await runCommand(['publish-kit', 'wishpond', '--out', out])
    expect(stderr).toMatch(/^Wishpond \(Actions\) relies on assumptions .*\n {2}- The paths `\/tracking\/identify`/)
    expect([stdout, code, fs.existsSync(out)]).toEqual(['', 1, false])
    expect(stderr).toMatch(
      /\nMissing\. .*packages\/vendors\/src\/wishpond\/catalog-facts\.ts:\d+: how to log in to a test/
    )
  })

  it('names each gap once, with the line of the catalog facts that has it', async () => {
    const out = path.join(folder, 'gaps')
    const { stdout } = await runCommand(['publish-kit', 'refersion', '--out', out, acknowledge])
    const gaps = stdout.split('\n').filter((line) => line.startsWith('Missing. '))
    expect(new Set(gaps).size).toBe(gaps.length)
    // Other facts of Refersion have these words.
    expect(gaps).toContain('Missing. In mail.md: email address.')
    const [, file, line] =
      /^Missing\. (\S+):(\d+): the page about this destination on Refersion's site\.$/m.exec(stdout) ?? []
    const facts = fs.readFileSync(path.resolve(file), 'utf8').split('\n')
    expect(facts[Number(line) - 1]).toContain("the page about this destination on Refersion's site")
  })

  it('refuses an unknown vendor, and lists those that are known', async () => {
    const { stderr, code } = await runCommand(['publish-kit', 'nobody', acknowledge])
    expect(stderr).toMatch(knownDestinations)
    expect(code).toBe(1)
  })
})
