import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'

export const bin = path.join(__dirname, '../../../../../bin/run')

/** Runs `./bin/run` as a person would, to its end. */
export async function runBin(
  args: string[],
  { input = '', env = {}, cwd }: { input?: string; env?: Record<string, string>; cwd?: string } = {}
) {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, cwd })
  child.stdin.end(input)
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', (exitCode) => resolve(exitCode)))
  ])
  return { stdout, stderr: stderr.trim(), code }
}
