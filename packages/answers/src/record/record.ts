import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { answersFileOf } from './recorded'
import type { RecordedAnswer } from './recorded'

/** What jest says of the settings of a package's tests. */
interface JestConfig {
  rootDir: string
  setupFilesAfterEnv: string[]
  displayName?: { name: string }
}

/** The tests could not be recorded; the message says why. */
export class RecordError extends Error {
  readonly name = 'RecordError'
}

/** What came of recording. */
export interface Recording {
  /** The answers file. */
  text: string
  /** How many answers the tests were given. */
  answers: number
  /** What jest said, if a test failed. */
  failures?: string
}

/**
 * Runs tests of a destination with the jest that is installed for them, and makes an answers file of the answers that
 * their nock interceptors gave.
 * @param tests paths of test files of one package
 * @throws RecordError when a file isn't there, jest isn't installed for it, or no interceptor answered
 */
export function recordAnswers(tests: string[]): Recording {
  const files = tests.map((test) => path.resolve(test))
  const missing = files.find((file) => !existsSync(file))
  if (missing !== undefined) throw new RecordError(`There is no file ${path.relative('', missing)}.`)
  const folder = packageOf(files[0])
  const jest = jestOf(folder)
  const config = configFor(files[0], configsOf(jest, folder))
  const scratch = mkdtempSync(path.join(tmpdir(), 'recorded-'))
  const lines = path.join(scratch, 'answers.jsonl')
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        jest,
        '--runTestsByPath',
        ...files,
        ...(config.displayName ? ['--selectProjects', config.displayName.name] : []),
        ...['--setupFilesAfterEnv', ...config.setupFilesAfterEnv, path.join(__dirname, 'jest-setup.js')],
        ...['--coverage=false', '--ci', '--watchAll=false']
      ],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, RECORDED_ANSWERS: lines } }
    )
    const recorded = existsSync(lines) ? readFileSync(lines, 'utf8').trimEnd().split('\n') : []
    if (recorded.length === 0) {
      throw new RecordError(`No nock interceptor answered in these tests, so there is nothing to record.\n${stderr}`)
    }
    const answers = recorded.map((line) => JSON.parse(line) as RecordedAnswer)
    return { text: answersFileOf(answers), answers: answers.length, ...(status !== 0 && { failures: stderr }) }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

/** The nearest folder above a file that has settings of jest. */
function packageOf(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const hasConfig = ['js', 'ts', 'cjs', 'mjs', 'json'].some((end) =>
      existsSync(path.join(folder, `jest.config.${end}`))
    )
    if (hasConfig || hasJestKey(path.join(folder, 'package.json'))) return folder
    if (folder === path.dirname(folder)) throw new RecordError(`No folder above ${file} has settings of jest.`)
  }
}

function hasJestKey(manifest: string): boolean {
  return existsSync(manifest) && 'jest' in (JSON.parse(readFileSync(manifest, 'utf8')) as object)
}

function jestOf(folder: string): string {
  try {
    return createRequire(path.join(folder, 'package.json')).resolve('jest/bin/jest')
  } catch {
    throw new RecordError(`jest isn't installed for ${folder}. Install the packages there first.`)
  }
}

function configsOf(jest: string, folder: string): JestConfig[] {
  const { stdout, stderr } = spawnSync(process.execPath, [jest, '--showConfig'], { cwd: folder, encoding: 'utf8' })
  if (stdout === '') throw new RecordError(`jest doesn't tell its settings in ${folder}:\n${stderr}`)
  return (JSON.parse(stdout) as { configs: JestConfig[] }).configs
}

/** Of several projects, the one that has the file. */
function configFor(file: string, configs: JestConfig[]): JestConfig {
  const config = configs.find(({ rootDir }) => file.startsWith(rootDir + path.sep))
  if (config) return config
  throw new RecordError(`None of jest's projects has ${file}.`)
}
