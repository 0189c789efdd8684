import fs from 'node:fs'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Publication } from '../../publication'
import { openClone } from '../clone'
import { contribute } from '../contribute'
import { git, publication, state, upstreamRepository, write } from './upstream-repository'

const acme = 'packages/destination-actions/src/destinations/acme'

function run(from: Publication, repository: string, changes: { update?: boolean; check?: () => unknown } = {}) {
  const options = { branch: 'actions-acme', update: false, check: () => 'checked', ...changes }
  return contribute(from, openClone(repository), options)
}

/** The files of a commit below the destination's folder, with their content. */
function committed(repository: string, branch: string, folder = acme): Record<string, string> {
  const names = git(repository, 'ls-tree', '-r', '--name-only', branch, `${folder}/`).split('\n')
  return Object.fromEntries(
    names.map((name) => [name.slice(folder.length + 1), git(repository, 'show', `${branch}:${name}`)])
  )
}

describe('a new destination', () => {
  const files = {
    'index.ts': 'export default 1',
    'addLead/__tests__/__snapshots__/snapshot.test.ts.snap': 'exports = 1'
  }

  it('becomes one commit on a new branch, by the author of the clone, and nothing else changes', () => {
    const repository = upstreamRepository()
    const result = run(publication(files), repository)
    expect(result).toEqual({
      branch: 'actions-acme',
      commit: git(repository, 'rev-parse', '--short', 'actions-acme'),
      isUpdate: false,
      checks: 'checked'
    })
    expect(committed(repository, 'actions-acme')).toEqual(files)
    expect(git(repository, 'log', '--format=%an <%ae>: %s', 'main..actions-acme')).toBe(
      'Jane Kim <jane.kim@example.com>: [Acme] - new cloud-mode destination'
    )
    const changed = git(repository, 'diff', '--name-only', 'main', 'actions-acme').split('\n')
    expect(changed.every((name) => name.startsWith(`${acme}/`))).toBe(true)
  })

  it('says in the message what it does', () => {
    const repository = upstreamRepository()
    run(publication(files), repository)
    expect(git(repository, 'log', '-1', '--format=%b', 'actions-acme')).toBe(
      'Acme (Actions), actions-acme: Send leads to Acme.\n\n- addLead: Add a lead.'
    )
  })

  it('leaves the clone with main checked out, and clean', () => {
    const repository = upstreamRepository()
    run(publication(files), repository)
    expect(git(repository, 'status', '--short', '--branch', '--ignored')).toBe('## main')
  })

  it('starts from a commit, when no branch is checked out, and goes back to it', () => {
    const repository = upstreamRepository()
    git(repository, 'checkout', '--quiet', '--detach')
    run(publication(files), repository)
    expect(git(repository, 'status', '--short', '--branch')).toBe('## HEAD (no branch)')
    expect(git(repository, 'rev-parse', 'actions-acme~1')).toBe(git(repository, 'rev-parse', 'HEAD'))
  })

  it('is in the clone while it is checked', () => {
    const repository = upstreamRepository()
    const check = () => fs.readFileSync(path.join(repository, acme, 'index.ts'), 'utf8')
    expect(run(publication(files), repository, { check }).checks).toBe('export default 1')
  })

  it('of device mode is a package, without what was built or installed in it', () => {
    const repository = upstreamRepository()
    const web = publication({
      'package.json': '{}',
      'README.md': '# Acme',
      'src/index.ts': 'export default 1',
      'dist/cjs/index.js': 'exports.default = 1',
      'node_modules/x/index.js': ''
    })
    const folder = 'packages/browser-destinations/destinations/acme-web'
    run({ ...web, path: folder }, repository)
    expect(Object.keys(committed(repository, 'actions-acme', folder))).toEqual([
      'README.md',
      'package.json',
      'src/index.ts'
    ])
  })
})

describe('a destination that upstream has', () => {
  const upstreams = { [`${acme}/index.ts`]: 'export default 1\n', [`${acme}/old.ts`]: 'export {}\n' }
  const ours = { 'index.ts': 'export default 2\n', 'new.ts': 'export {}\n' }

  it('is refused with the diff, and the clone stays as it was', () => {
    const repository = upstreamRepository(upstreams)
    const before = state(repository)
    let message = ''
    try {
      run(publication(ours), repository)
    } catch (error) {
      message = (error as BadInputError).message
    }
    expect(message).toContain('-export default 1\n+export default 2\n')
    expect(message).toContain(`a/${acme}/old.ts`)
    expect(message).toContain(
      `${acme} is already in ${repository} and differs, as shown above. To replace it, add --update.`
    )
    expect(state(repository)).toBe(before)
  })

  it('is replaced with --update, without files that are gone', () => {
    const repository = upstreamRepository(upstreams)
    expect(run(publication(ours), repository, { update: true }).isUpdate).toBe(true)
    expect(committed(repository, 'actions-acme')).toEqual({ 'index.ts': 'export default 2', 'new.ts': 'export {}' })
    expect(git(repository, 'log', '-1', '--format=%s', 'actions-acme')).toBe('[Acme] - update cloud-mode destination')
  })

  it.each([[true], [false]])('and has with the same content needs nothing, update: %s', (update) => {
    const repository = upstreamRepository(upstreams)
    const before = state(repository)
    const same = publication({ 'index.ts': 'export default 1\n', 'old.ts': 'export {}\n' })
    expect(() => run(same, repository, { update })).toThrow(
      `Nothing to contribute: ${acme} is the same in ${repository}.`
    )
    expect(state(repository)).toBe(before)
  })
})

describe('a clone stays as it was', () => {
  const acmeFiles = { 'index.ts': 'export default 1\n' }

  it('when the branch exists', () => {
    const repository = upstreamRepository()
    git(repository, 'branch', 'actions-acme')
    const before = state(repository)
    expect(() => run(publication(acmeFiles), repository)).toThrow(
      `${repository} already has a branch actions-acme. Choose another name with --branch.`
    )
    expect(state(repository)).toBe(before)
  })

  it('when there can be no such branch', () => {
    const repository = upstreamRepository()
    const before = state(repository)
    const options = { branch: 'no branch', update: false, check: () => undefined }
    expect(() => contribute(publication(acmeFiles), openClone(repository), options)).toThrow(/not a valid branch name/)
    expect(state(repository)).toBe(before)
  })

  it('when a check finds something, also with what the check left behind', () => {
    const repository = upstreamRepository()
    const before = state(repository)
    const check = () => {
      write(repository, { 'left-behind.txt': '', 'package.json': '{}' })
      throw new BadInputError('eslint finds something')
    }
    expect(() => run(publication(acmeFiles), repository, { check })).toThrow('eslint finds something')
    expect(state(repository)).toBe(before)
  })

  it('when a hook of the clone refuses the commit, and the hook is quoted', () => {
    const repository = upstreamRepository({
      '.hooks/pre-commit': '#!/bin/sh\necho install gitleaks first >&2\nexit 1\n'
    })
    fs.chmodSync(path.join(repository, '.hooks/pre-commit'), 0o755)
    git(repository, 'update-index', '--chmod=+x', '.hooks/pre-commit')
    git(repository, 'commit', '--quiet', '--no-verify', '-m', 'Let the hook run')
    const before = state(repository)
    expect(() => run(publication(acmeFiles), repository)).toThrow(
      `git commit failed in ${repository}: install gitleaks first`
    )
    expect(state(repository)).toBe(before)
  })
})
