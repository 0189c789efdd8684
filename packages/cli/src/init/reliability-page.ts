import { spawnSync } from 'node:child_process'

/**
 * Writes the fault tables again. They show each delivery of every vendor.
 * @throws Error with the script's output if it fails
 */
export function writeReliabilityTables(root: string): void {
  // On Windows, npm is a script, and only a shell can run it.
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const { status, stderr, error } = spawnSync('npm', ['run', '--silent', 'reliability:table'], options)
  if (error) throw error
  if (status !== 0) throw new Error(`npm run reliability:table failed: ${stderr.trim()}`)
}
