import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { destinationFacts } from '@partner-destinations/vendors'
import { useCommands } from './commands'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'validate-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const runCommand = useCommands()

describe('validate', () => {
  it('finds nothing to fix here', async () => {
    const { stdout, code } = await runCommand(['validate'])
    const [, names = ''] = /^Nothing to fix in (.+)\.\n$/.exec(stdout) ?? []
    expect(names.split(', ').sort()).toEqual(Object.keys(destinationFacts).sort())
    expect(code).toBe(0)
  })

  it('prints one line a finding, with file, line, rule and what to do, and exits with 1', async () => {
    const folder = path.join(root, 'src/destinations/acme')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(path.join(folder, 'index.ts'), `export default { name: 'Acme', mode: 'cloud', actions: {} }\n`)
    const { stdout, code } = await runCommand(['validate', '--path', folder])
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(8)
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^\S*acme\/index\.ts:1 slug Give the definition the slug actions-acme\. It cannot change after a release\.$/
      )
    )
    for (const line of lines) expect(line).toMatch(/^\S+:\d+ [a-z-]+ [A-Z].*\.$/)
    expect(code).toBe(1)
  })

  it('checks the destination of a name alone', async () => {
    const { stdout, code } = await runCommand(['validate', 'wigzo'])
    expect([stdout, code]).toEqual(['Nothing to fix in wigzo.\n', 0])
  })

  it.each([
    [['--path', 'no/such'], 'No destination contains no/such.'],
    [['acme'], `There is no destination "acme"; there are: ${Object.keys(destinationFacts).sort().join(', ')}.`],
    [['Wigzo'], 'Did you mean "wigzo"?'],
    [['wigzo', '--path', 'packages'], 'Give the name of a destination or --path, not both.']
  ])('says in one line what is wrong with %j', async (args, message) => {
    const { stderr, code } = await runCommand(['validate', ...args])
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('\n')
    expect(code).toBe(1)
  })
})
