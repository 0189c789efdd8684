import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../places'

/**
 * Runs the tests of a destination. This also writes new snapshots.
 * @returns whether they passed, and jest's output
 */
export function runTests(folder: string): { passed: boolean; said: string } {
  const jest = require.resolve('jest/bin/jest')
  // The slash at the end keeps acme from matching acme-web. With `--ci`, jest would not write snapshots.
  const pattern = path.relative(projectRoot, folder) + path.sep
  const { status, stderr, error } = spawnSync(process.execPath, [jest, '--ci=false', pattern], {
    cwd: projectRoot,
    encoding: 'utf8'
  })
  if (error) throw error
  return { passed: status === 0, said: stderr.trim() }
}
