import fs from 'node:fs'
import path from 'node:path'
import { BadInputError, readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import { Git } from './git'

/**
 * Opens a clone of segmentio/action-destinations.
 * @param repo the clone, or any folder in it
 * @throws BadInputError if it isn't a clone of upstream, has uncommitted changes, or git has no author for it
 */
export function openClone(repo: string): Git {
  if (!fs.existsSync(repo)) throw new BadInputError(`There is no folder ${repo}.`)
  const here = new Git(repo)
  if (!here.succeeds('rev-parse', '--show-toplevel')) throw new BadInputError(`${repo} is not in a git repository.`)
  const clone = new Git(here.run('rev-parse', '--show-toplevel').trim())
  requireUpstream(clone.folder)
  requireNothingUncommitted(clone)
  requireAuthor(clone)
  return clone
}

function requireUpstream(folder: string): void {
  const file = path.join(folder, 'package.json')
  const name = fs.existsSync(file) ? readJsonObject(file, readTextFile(file)).name : undefined
  const places = ['packages/destination-actions/src/destinations', 'packages/browser-destinations/destinations']
  if (name === 'action-destinations' && places.every((place) => fs.existsSync(path.join(folder, place)))) return
  throw new BadInputError(
    `${folder} is not a clone of segmentio/action-destinations. Its package.json must have the name action-destinations, and these folders must exist: ${places.join(
      ', '
    )}.`
  )
}

function requireNothingUncommitted(clone: Git): void {
  const changes = clone.run('status', '--porcelain').trimEnd()
  if (changes === '') return
  throw new BadInputError(`${clone.folder} has uncommitted changes. Commit or stash them:\n${changes}`)
}

/** Otherwise git would refuse at the very end, or invent an author from the name of the machine. */
function requireAuthor(clone: Git): void {
  if (clone.succeeds('-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT')) return
  throw new BadInputError(
    `Git has no author for ${clone.folder}. Set one there with git config user.name and git config user.email.`
  )
}
