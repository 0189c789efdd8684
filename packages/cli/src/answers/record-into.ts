import fs from 'node:fs'
import path from 'node:path'
import { recordAnswers, RecordError } from '@partner-destinations/answers'
import type { Recording } from '@partner-destinations/answers'
import { BadInputError } from '@partner-destinations/server/json-input'
import { placeOf, shortPath } from '../places'

/** The names that a file with a destination's answers can have. */
const endings = ['yaml', 'yml', 'json']

/**
 * Runs tests of a destination, and writes the answers that they give to `<destination>.answers.yaml`.
 * @param folder where the file goes; it is made if there is none
 * @param tests paths of test files
 * @returns the written file, how many answers the tests were given, and what jest said if a test failed
 * @throws BadInputError when the tests aren't of one destination, when it has a file with answers already, or when
 * nothing can be recorded
 */
export function recordInto(
  folder: string,
  tests: string[]
): Pick<Recording, 'answers' | 'failures'> & { file: string } {
  const destination = destinationOf(tests)
  const [taken] = endings
    .map((ending) => path.join(folder, `${destination}.answers.${ending}`))
    .filter((file) => fs.existsSync(file))
  if (taken !== undefined) {
    throw new BadInputError(`${taken} exists already. Move it, or use another folder with --answers.`)
  }
  const { text, ...recording } = record(tests)
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${destination}.answers.yaml`)
  fs.writeFileSync(file, text, { flag: 'wx' })
  return { file: shortPath(file), ...recording }
}

function destinationOf(tests: string[]): string {
  const names = tests.map((test) => {
    const place = placeOf(test)
    if (place) return place.name
    throw new BadInputError(`${test} is in no folder of a destination.`)
  })
  const different = [...new Set(names)]
  if (different.length === 1) return different[0]
  throw new BadInputError(`The tests are of ${different.join(' and ')}. Record one destination at a time.`)
}

function record(tests: string[]): Recording {
  try {
    return recordAnswers(tests)
  } catch (error) {
    throw error instanceof RecordError ? new BadInputError(error.message) : error
  }
}
