import { spawnSync } from 'node:child_process'

/**
 * Writes the tables of docs/reliability.md anew, which show each delivery of every vendor.
 * @throws Error with what the script said when it fails
 */
export function writeReliabilityTables(root: string): void {
  // npm is a script on Windows, which only a shell runs.
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const { status, stderr, error } = spawnSync('npm', ['run', '--silent', 'reliability:table'], options)
  if (error) throw error
  if (status !== 0) throw new Error(`npm run reliability:table failed: ${stderr.trim()}`)
}
