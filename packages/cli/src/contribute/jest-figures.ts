import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import { isInClone, workRoot } from '../places'
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

/**
 * Runs the tests of a destination where it is, with the jest that is installed there.
 * @param destinationPath the destination's folder from the root of its repository
 * @throws BadInputError when there is no jest
 */
export function runOwnTests(destinationPath: string): JestFigures {
  const root = workRoot()
  // Upstream, each package has its own settings of jest.
  const cwd = isInClone() ? path.join(root, ...destinationPath.split('/').slice(0, 2)) : root
  const jest = findProgram('jest', cwd, root)
  if (jest === undefined) throw new BadInputError(`jest isn't installed in ${cwd}. Install the packages there first.`)
  return runJest(jest, cwd, destinationPath).figures
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
