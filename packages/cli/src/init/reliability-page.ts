import { spawnSync } from 'node:child_process'
import path from 'node:path'

/**
 * Writes the tables of docs/fault-tables.md anew, which show each delivery of every vendor.
 * @returns the page
 * @throws Error with what the script said when it fails
 */
export function writeReliabilityTables(root: string): string {
  // npm is a script on Windows, which only a shell runs.
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const { status, stderr, error } = spawnSync('npm', ['run', '--silent', 'reliability:table'], options)
  if (error) throw error
  if (status !== 0) throw new Error(`npm run reliability:table failed: ${stderr.trim()}`)
  return path.join(root, 'docs/fault-tables.md')
}
