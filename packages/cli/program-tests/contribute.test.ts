import fs from 'node:fs'
import path from 'node:path'
import { runBin } from '../src/commands/__tests__/bin'
import { git, temporaryFolder, upstreamRepository } from '../src/contribute/__tests__/upstream-repository'
import { projectRoot } from '../src/places'

describe('contribute, as a program', () => {
  it('commits a destination in the clone and prints the pull request, and pushes nothing', async () => {
    const repository = upstreamRepository()
    const remote = temporaryFolder()
    git(remote, 'clone', '--quiet', '--bare', repository, '.')
    git(repository, 'remote', 'add', 'origin', remote)
    const { stdout, stderr, code } = await runBin([
      'contribute',
      'wishpond',
      '--repo',
      repository,
      '--branch',
      'wishpond-leads',
      '--verify',
      '--acknowledge-assumptions'
    ])
    const commit = git(repository, 'rev-parse', '--short', 'wishpond-leads')
    const base = git(repository, 'log', '-1', '--format=%h of %cs', 'main')
    expect(stderr.split('\n').slice(-8)).toEqual([
      "Running the clone's own prettier, eslint, tsc and jest. This takes a minute.",
      ...['prettier', 'eslint', 'tsc', 'jest'].map((tool) => `${tool}: not installed`),
      `Committed ${commit} on the new branch wishpond-leads, on top of main, ${base}.`,
      expect.stringContaining('fill in what is marked'),
      expect.stringContaining('push the branch to your fork')
    ])
    expect(stdout).toMatch(/^Adds \*\*Wishpond \(Actions\)\*\*/)
    expect(stdout).toMatch(/jest 30\.\S+: \d{2,} unit tests in \d+ files pass\./)
    expect(stdout).toContain('- The paths `/tracking/identify` and `/tracking/track`.')
    expect(code).toBe(0)

    const folder = 'packages/destination-actions/src/destinations/wishpond/'
    const changed = git(repository, 'diff', '--name-only', 'main', 'wishpond-leads').split('\n')
    expect(changed.filter((name) => !name.startsWith(folder))).toEqual([])
    for (const name of fs.readdirSync(path.join(projectRoot, folder, 'identifyLead'))) {
      expect(changed).toContainEqual(expect.stringContaining(`${folder}identifyLead/${name}`))
    }
    expect(git(remote, 'branch', '--format=%(refname:short)')).toBe('main')
  })
})
