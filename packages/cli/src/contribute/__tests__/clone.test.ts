import path from 'node:path'
import { openClone } from '../clone'
import { git, temporaryFolder, upstreamRepository, write } from './upstream-repository'

describe('openClone', () => {
  it('opens the repository that a folder is in', () => {
    const repository = upstreamRepository()
    expect(openClone(path.join(repository, 'packages')).folder).toBe(repository)
  })

  it('refuses a folder that is not there', () => {
    const folder = path.join(temporaryFolder(), 'nowhere')
    expect(() => openClone(folder)).toThrow(`There is no folder ${folder}.`)
  })

  it('refuses a folder that is in no repository', () => {
    const folder = temporaryFolder()
    expect(() => openClone(folder)).toThrow(`${folder} is not in a git repository.`)
  })

  it.each([
    ['has another name', { 'package.json': '{ "name": "segment-docs" }' }],
    ['has no package.json', { 'package.json': undefined }],
    ['has no destinations of one of the modes', { 'packages/browser-destinations/destinations/other-web': undefined }]
  ])('refuses a repository that %s', (_what, changes) => {
    const repository = upstreamRepository()
    for (const [name, content] of Object.entries(changes)) {
      if (content === undefined) git(repository, 'rm', '-r', '--quiet', name)
      else write(repository, { [name]: content })
    }
    git(repository, 'commit', '--quiet', '--all', '-m', 'Change')
    expect(() => openClone(repository)).toThrow(`${repository} is not a clone of segmentio/action-destinations. `)
  })

  it.each([
    ['changed', 'package.json', '{ "name": "action-destinations", "private": true }', ' M package.json'],
    ['new', 'notes.md', 'Mine', '?? notes.md']
  ])('refuses a clone with a %s file that is not committed, and names it', (_what, name, content, said) => {
    const repository = upstreamRepository()
    write(repository, { [name]: content })
    expect(() => openClone(repository)).toThrow(`${repository} has uncommitted changes. Commit or stash them:\n${said}`)
  })

  it('refuses a clone for which git has no author', () => {
    const repository = upstreamRepository()
    git(repository, 'config', 'user.name', '')
    expect(() => openClone(repository)).toThrow(`Git has no author for ${repository}. Set one there with git config`)
  })
})
