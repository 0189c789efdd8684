import fs from 'node:fs'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Publication } from '../publication'
import { onNewBranch } from './branch'
import type { Git } from './git'

export interface Options<Checks> {
  branch: string
  /** Whether to replace a folder that upstream already has. */
  update: boolean
  /** Checks the destination in the clone, before the commit. Throws if it must not be committed. */
  check: () => Checks
}

/** A commit on a branch of the clone. */
export interface Contribution<Checks> {
  branch: string
  commit: string
  /** Whether upstream already had the destination. */
  isUpdate: boolean
  checks: Checks
}

/**
 * Puts a destination on a new branch of a clone of upstream, in one commit. Nothing is pushed, and the previous branch
 * is checked out again. After a failure, the clone is as before.
 * @throws BadInputError if upstream has the folder with other content and it may not be updated, with the diff; if the
 * content is the same; or if git or a hook of the clone refuses
 */
export function contribute<Checks>(
  publication: Publication,
  clone: Git,
  options: Options<Checks>
): Contribution<Checks> {
  const { branch } = options
  return onNewBranch(clone, branch, () => {
    const isUpdate = clone.succeeds('cat-file', '-e', `HEAD:${publication.path}`)
    putInto(clone, publication)
    const diff = clone.run('diff', '--cached', '--no-color', '--no-ext-diff')
    if (diff === '') {
      throw new BadInputError(`Nothing to contribute: ${publication.path} is the same in ${clone.folder}.`)
    }
    if (isUpdate && !options.update) {
      throw new BadInputError(
        `${diff}\n${publication.path} is already in ${clone.folder} and differs, as shown above. To replace it, add --update.`
      )
    }
    const checks = options.check()
    const { title, body } = commitMessage(publication, isUpdate)
    clone.run('commit', '--quiet', '-m', title, '-m', body)
    return { branch, commit: clone.run('rev-parse', '--short', 'HEAD').trim(), isUpdate, checks }
  })
}

/** Makes the destination's folder in the clone the same as here, and stages it. */
function putInto(clone: Git, { place, path: folder }: Publication): void {
  clone.run('rm', '-r', '--quiet', '--ignore-unmatch', '--', folder)
  fs.cpSync(place.folder, path.join(clone.folder, folder), {
    recursive: true,
    filter: (source) => !['node_modules', 'dist'].includes(path.basename(source))
  })
  clone.run('add', '--', folder)
}

/** The commit message, in upstream's style: `[Quora Conversions API] - new cloud-mode destination`. */
function commitMessage(publication: Publication, isUpdate: boolean): { title: string; body: string } {
  const { definition, shortName, slug } = publication
  const title = isUpdate
    ? `[${shortName}] - update ${definition.mode}-mode destination`
    : `[${shortName}] - new ${definition.mode}-mode destination`
  const actions = Object.entries(definition.actions).map(([key, action]) => `- ${key}: ${action.description}`)
  return { title, body: [`${definition.name}, ${slug}: ${definition.description ?? ''}`, '', ...actions].join('\n') }
}
