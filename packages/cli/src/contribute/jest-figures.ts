import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { projectRoot } from '../places'
import type { Program } from './program'
import { findProgram } from './program'

/** The numbers of a jest run. */
export interface JestFigures {
  version: string
  passed: number
  failed: number
  /** Test files. */
  files: number
}

/** Runs the tests of a destination here, with this project's tools. */
export function runOwnTests(destinationPath: string): JestFigures {
  const jest = findProgram('jest', projectRoot, projectRoot)
  if (jest === undefined) throw new Error('jest is not installed. It is a development dependency of this project.')
  return runJest(jest, projectRoot, destinationPath).figures
}

/**
 * Runs the tests below a destination's folder, and counts them.
 * @param cwd the folder with the jest settings
 * @param destinationPath the path of the destination's folder in its repository
 */
export function runJest(jest: Program, cwd: string, destinationPath: string): { figures: JestFigures; said: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jest-figures-'))
  try {
    const outputFile = path.join(folder, 'results.json')
    // The slash at the end keeps acme from matching acme-web.
    const args = [jest.file, '--ci', '--json', '--outputFile', outputFile, `${destinationPath}/`]
    const { stderr, error } = spawnSync(process.execPath, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, TZ: 'UTC' }
    })
    if (error) throw error
    if (!fs.existsSync(outputFile)) throw new Error(`jest gave no results:\n${stderr}`)
    const results = JSON.parse(fs.readFileSync(outputFile, 'utf8')) as Results
    return { figures: toFigures(jest.version, results), said: stderr.trim() }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** The part of jest's results that is read here. */
interface Results {
  numPassedTests: number
  numFailedTests: number
  /** Files that failed before any test ran. */
  numRuntimeErrorTestSuites: number
  numTotalTestSuites: number
}

function toFigures(version: string, results: Results): JestFigures {
  return {
    version,
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    files: results.numTotalTestSuites
  }
}
