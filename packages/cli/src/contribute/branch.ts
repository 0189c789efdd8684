import { BadInputError } from '@partner-destinations/server/json-input'
import type { Git } from './git'

/**
 * Does some work on a new branch, which starts from what is checked out, and checks that out again. If the work fails,
 * the new branch and everything on it is removed, and the clone is as before.
 * @param clone a clone without uncommitted changes, as `openClone` makes sure
 * @throws BadInputError if the branch exists, or its name is not valid
 */
export function onNewBranch<Result>(clone: Git, branch: string, action: () => Result): Result {
  if (clone.succeeds('show-ref', '--verify', '--quiet', `refs/heads/${branch}`)) {
    throw new BadInputError(`${clone.folder} already has a branch ${branch}. Choose another name with --branch.`)
  }
  const before = checkedOut(clone)
  clone.run('checkout', '--quiet', '-b', branch)
  try {
    const result = action()
    clone.run('checkout', '--quiet', before)
    return result
  } catch (error) {
    // Files that are not in the index would survive the checkout.
    clone.run('add', '--all')
    clone.run('checkout', '--quiet', '--force', before)
    clone.run('branch', '--quiet', '-D', branch)
    throw error
  }
}

/** The branch that is checked out; without a branch, the commit. */
export function checkedOut(clone: Git): string {
  const onBranch = clone.succeeds('symbolic-ref', '--quiet', 'HEAD')
  return clone.run(...(onBranch ? ['symbolic-ref', '--short', 'HEAD'] : ['rev-parse', 'HEAD'])).trim()
}
