import path from 'node:path'
import { destinationFacts } from '@partner-destinations/vendors'
import { git, state, upstreamRepository, write } from '../../contribute/__tests__/upstream-repository'
import { readOpenAssumptions } from '../../open-assumptions'
import { projectRoot } from '../../places'
import { useCommands } from './commands'

const runCommand = useCommands()
const acknowledge = '--acknowledge-assumptions'
const knownDestinations = new RegExp(
  `^There is no destination "nobody"; there are: ${Object.keys(destinationFacts).sort().join(', ')}\\.`
)

describe('contribute', () => {
  it('lists every open assumption and refuses, unless they are acknowledged', async () => {
    const repository = upstreamRepository()
    const before = state(repository)
    const { stdout, stderr, code } = await runCommand(['contribute', 'wigzo', '--repo', repository])
    const lines = stderr.split('\n')
    expect(lines[0]).toBe('Wigzo (Actions) relies on assumptions that nobody has confirmed yet:')
    const assumptions = readOpenAssumptions(path.join(projectRoot, 'docs/wigzo.md'))
    expect(lines.filter((line) => line.startsWith('  - '))).toEqual(assumptions.map((text) => `  - ${text}`))
    expect(lines[lines.length - 1]).toContain(acknowledge)
    expect([stdout, code]).toEqual(['', 1])
    expect(state(repository)).toBe(before)
  })

  it('refuses a clone that has no template for pull requests', async () => {
    const repository = upstreamRepository()
    git(repository, 'rm', '--quiet', '.github/PULL_REQUEST_TEMPLATE.md')
    git(repository, 'commit', '--quiet', '-m', 'Remove')
    const { stderr, code } = await runCommand(['contribute', 'wigzo', '--repo', repository, acknowledge])
    expect(stderr).toMatch(/There is no file .*PULL_REQUEST_TEMPLATE\.md\./)
    expect(code).toBe(1)
  })

  it.each([
    [['nobody', '--repo', '.'], knownDestinations],
    [['wigzo', '--repo', '.', acknowledge], / is not a clone of segmentio\/action-destinations\. /],
    [['wigzo', '--repo', '/nowhere', acknowledge], /^There is no folder \/nowhere\.$/],
    [['wigzo', acknowledge], /^--repo is missing: a clone of segmentio\/action-destinations\.$/]
  ])('refuses %j', async (args, message) => {
    const { stdout, stderr, code } = await runCommand(['contribute', ...args])
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
    expect(code).toBeGreaterThan(0)
  })

  it('refuses a clone with changes that are not committed, a branch that exists, and a folder with other content', async () => {
    const dirty = upstreamRepository()
    write(dirty, { 'notes.md': '' })
    const taken = upstreamRepository()
    git(taken, 'branch', 'actions-wigzo')
    const folder = 'packages/destination-actions/src/destinations/wigzo'
    const other = upstreamRepository({ [`${folder}/index.ts`]: 'export default {}\n' })
    const said = await Promise.all(
      [dirty, taken, other].map((repository) => runCommand(['contribute', 'wigzo', '--repo', repository, acknowledge]))
    )
    expect(said.map(({ code }) => code)).toEqual([1, 1, 1])
    expect(said[0].stderr).toContain('?? notes.md')
    expect(said[1].stderr).toContain('already has a branch actions-wigzo.')
    expect(said[2].stderr).toContain('-export default {}')
    expect(said[2].stderr).toContain(
      `${folder} is already in ${other} and differs, as shown above. To replace it, add --update.`
    )
  })
})
