import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Publication } from '../publication'
import { Git } from './git'
import type { JestFigures } from './jest-figures'
import { runJest } from './jest-figures'
import type { Program } from './program'
import { findProgram } from './program'

/** The result of one of upstream's tools. */
export interface Check {
  /** The tool with its version, if it is installed. */
  tool: string
  outcome: 'passed' | 'failed' | 'not installed'
  /** Its output, for a person to read. */
  said: string
  figures?: JestFigures
}

/**
 * Runs upstream's own prettier, eslint, tsc and jest on one destination that is in the clone and in git's index. It
 * uses the versions that are installed in the clone, and their settings.
 * @param root the clone
 */
export function runUpstreamChecks(root: string, publication: Publication): Check[] {
  const { path: folder, place } = publication
  const packageFolder = path.join(
    root,
    'packages',
    place.mode === 'cloud' ? 'destination-actions' : 'browser-destinations'
  )
  // Unlike the others, prettier would also check the build output in the folder.
  const files = new Git(root).run('ls-files', '--', folder).trim().split('\n')
  return [
    check('prettier', findProgram('prettier', root, root), (prettier) =>
      run(prettier, root, ['--check', '--ignore-unknown', ...files])
    ),
    check('eslint', findProgram('eslint', root, root), (eslint) => run(eslint, root, ['--ext', '.ts', folder])),
    check('tsc', findProgram('typescript', root, root, 'tsc'), (tsc) => compile(tsc, root, packageFolder, publication)),
    check('jest', findProgram('jest', packageFolder, root), (jest) => {
      const { figures, said } = runJest(jest, packageFolder, folder)
      return { ok: figures.failed === 0 && figures.passed > 0, said, figures }
    })
  ]
}

/**
 * Refuses a destination that fails one of upstream's checks.
 * @throws BadInputError with the output of all checks
 */
export function requireNoFailure(checks: Check[]): void {
  const failed = checks.filter((check) => check.outcome === 'failed')
  if (failed.length === 0) return
  const reports = failed.map(({ tool, said }) => `── ${tool}\n${said}`)
  const tools = failed.map(({ tool }) => tool).join(', ')
  throw new BadInputError(`${reports.join('\n')}\nUpstream's checks failed: ${tools}. Nothing was committed.`)
}

type Said = Pick<Check, 'said' | 'figures'> & { ok: boolean }

function check(name: string, program: Program | undefined, ask: (program: Program) => Said): Check {
  if (program === undefined) return { tool: name, outcome: 'not installed', said: '' }
  const { ok, ...rest } = ask(program)
  return { tool: `${name} ${program.version}`, outcome: ok ? 'passed' : 'failed', ...rest }
}

function run({ file }: Program, cwd: string, args: string[]): Said {
  const options = { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 } as const
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [file, ...args], options)
  if (error) throw error
  return { ok: status === 0, said: `${stdout}${stderr}`.trim() }
}

/**
 * Checks the types of the destination's sources, with upstream's settings. Upstream compiles a whole package at a time
 * against the built files of its other packages. This uses their sources, so nothing has to be built.
 */
function compile(tsc: Program, root: string, packageFolder: string, { path: folder, place }: Publication): Said {
  const settings = {
    extends: path.join(packageFolder, place.mode === 'cloud' ? 'tsconfig.json' : 'tsconfig.build.json'),
    compilerOptions: {
      composite: false,
      noEmit: true,
      rootDir: path.join(root, 'packages'),
      typeRoots: [path.join(root, 'node_modules', '@types')]
    },
    include: [path.join(root, folder)],
    exclude: ['**/__tests__/**', '**/node_modules/**', '**/dist/**'],
    references: []
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'upstream-types-'))
  try {
    const file = path.join(temporary, 'tsconfig.json')
    fs.writeFileSync(file, JSON.stringify(settings))
    return run(tsc, root, ['-p', file])
  } finally {
    fs.rmSync(temporary, { recursive: true })
  }
}
