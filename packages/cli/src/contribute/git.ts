import { spawnSync } from 'node:child_process'
import { BadInputError } from '@partner-destinations/server/json-input'

/** Git in one folder. It never uses a network. */
export class Git {
  constructor(readonly folder: string) {}

  /**
   * Runs a git command, and returns its output.
   * @throws BadInputError if it fails, with git's own words and those of its hooks
   */
  run(...args: string[]): string {
    const { status, stdout, stderr, error } = this.spawn(args)
    if (status === 0) return stdout
    const said = error?.message ?? `${stdout}${stderr}`.trim()
    throw new BadInputError(`git ${args[0]} failed in ${this.folder}: ${said}`)
  }

  /** Whether a git command succeeds. */
  succeeds(...args: string[]): boolean {
    return this.spawn(args).status === 0
  }

  private spawn(args: string[]) {
    // A diff of a whole destination is longer than Node allows by default.
    return spawnSync('git', args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
  }
}
