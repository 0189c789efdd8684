import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.join(__dirname, '../../..')
const destinationActions = path.join(root, 'packages/destination-actions')
const destinations = path.join(destinationActions, 'src/destinations')

/** A copy of the destinations, for tests that run beside others which read the real folders. */
export function copyDestinations(): { parent: string; remove: () => void } {
  const parent = fs.mkdtempSync(path.join(destinationActions, 'pasted-'))
  fs.cpSync(destinations, parent, { recursive: true })
  return { parent, remove: () => fs.rmSync(parent, { recursive: true }) }
}

/**
 * Pastes tests into the `__tests__` folders of destinations, runs them there, and removes them.
 * @param tests texts of tests by `folder/name`
 * @param parent the folder of the destinations
 * @returns what jest says of each that fails
 */
export async function runPasted(tests: Record<string, string>, parent = destinations): Promise<Record<string, string>> {
  const files = Object.entries(tests).map(([id, text]) => {
    const [folder, name] = id.split('/')
    return { id, text, file: path.join(parent, folder, '__tests__', `pasted-${process.pid}-${name}.test.ts`) }
  })
  const jest = path.join(root, 'node_modules/jest/bin/jest.js')
  const args = [jest, '--ci', '--json', '--selectProjects=destination-actions', '--runTestsByPath']
  try {
    for (const { file, text } of files) fs.writeFileSync(file, text)
    const output = await outputOf(process.execPath, [...args, ...files.map(({ file }) => file)])
    const { testResults } = JSON.parse(output) as {
      testResults: { name: string; status: string; message: string; assertionResults: unknown[] }[]
    }
    const failures = files.map(({ id, file }) => {
      const result = testResults.find(({ name }) => name === file)
      if (!result || result.assertionResults.length === 0) return [id, result?.message ?? 'It did not run.']
      return [id, result.status === 'passed' ? undefined : result.message]
    })
    return Object.fromEntries(failures.filter(([, message]) => message !== undefined)) as Record<string, string>
  } finally {
    for (const { file } of files) fs.rmSync(file, { force: true })
  }
}

/**
 * Checks tests as they would be checked if they were saved in the `__tests__` folders of destinations.
 * @param tests texts of tests by `folder/name`
 * @returns what prettier, eslint and TypeScript find wrong with each
 */
export async function checkPasted(tests: Record<string, string>): Promise<Record<string, string[]>> {
  const output = await outputOf(process.execPath, [path.join(__dirname, 'check-pasted.mjs')], JSON.stringify(tests))
  return JSON.parse(output) as Record<string, string[]>
}

/** What a command prints, whatever its exit code. */
export function outputOf(command: string, args: string[], input = ''): Promise<string> {
  return new Promise((resolve) => {
    const { JEST_WORKER_ID: _worker, ...env } = process.env
    const child = execFile(command, args, { cwd: root, env, maxBuffer: 1e8 }, (_error, stdout, stderr) =>
      resolve(stdout || stderr)
    )
    child.stdin?.end(input)
  })
}
