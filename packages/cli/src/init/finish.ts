import fs from 'node:fs'
import { outdated, write } from '../generate/generated-file'
import type { GeneratedFile } from '../generate/generated-file'
import { generateMetadata } from '../generate/metadata'
import { generateTypes } from '../generate/types'
import { forget, loadDefinition, shortPath } from '../places'
import type { Place } from '../places'
import { runTests } from './own-tests'

/** What a command has written. */
export interface Written {
  /** Files that were not there before. */
  made: string[]
  changed: string[]
  /** How many of the new files are snapshots of tests; they are in neither list. */
  snapshots: number
}

/**
 * Writes files of a destination, then those that follow from its definition, then by its tests the snapshots.
 * @returns what was written, every file but for snapshots, and how the tests went
 */
export async function finish(place: Place, files: GeneratedFile[]) {
  const there = new Set(files.filter(({ path: file }) => fs.existsSync(file)))
  const snapshotsBefore = countSnapshots(place)
  write(files)
  forget(place)
  const definition = loadDefinition(place)
  const generated = [...(await generateTypes(place, definition)), generateMetadata(place, definition)]
  const written = outdated(generated)
  const all = [...files, ...written]
  const wasThere = [...there, ...written.filter((file) => fs.existsSync(file.path))]
  const changed = wasThere.map((file) => file.path)
  write(written)
  const tests = runTests(place.folder)
  const made = all.map((file) => file.path).filter((file) => !changed.includes(file))
  return { files: all, tests, written: { made, changed, snapshots: countSnapshots(place) - snapshotsBefore } }
}

/** Says what was written, a line for each file, and one for the snapshots. */
export function describeWritten({ made, changed, snapshots }: Written): string[] {
  return [
    ...made.map((file) => `Wrote ${shortPath(file)}`),
    ...changed.map((file) => `Changed ${shortPath(file)}`),
    ...(snapshots > 0 ? [`Wrote ${snapshots} ${snapshots === 1 ? 'snapshot' : 'snapshots'} of the tests`] : [])
  ]
}

function countSnapshots({ folder }: Place): number {
  if (!fs.existsSync(folder)) return 0
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.snap')).length
}
