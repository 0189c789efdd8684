import { BadInputError } from '@partner-destinations/server/json-input'
import type { Git } from './git'

/**
 * Does something on a new branch, which starts from what is checked out, and goes back to that. When it fails, the new
 * branch and everything that was done on it is gone: the clone is as it was.
 * @param clone a clone without changes that are not committed, as `openClone` makes sure
 * @throws BadInputError when the branch exists already, or its name is not valid
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
    // What is not in the index would survive the checkout.
    clone.run('add', '--all')
    clone.run('checkout', '--quiet', '--force', before)
    clone.run('branch', '--quiet', '-D', branch)
    throw error
  }
}

/** The branch that is checked out, or without one the commit. */
export function checkedOut(clone: Git): string {
  const onBranch = clone.succeeds('symbolic-ref', '--quiet', 'HEAD')
  return clone.run(...(onBranch ? ['symbolic-ref', '--short', 'HEAD'] : ['rev-parse', 'HEAD'])).trim()
}
