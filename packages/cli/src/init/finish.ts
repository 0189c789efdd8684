import { outdated, write } from '../generate/generated-file'
import type { GeneratedFile } from '../generate/generated-file'
import { generateMetadata } from '../generate/metadata'
import { generateTypes } from '../generate/types'
import { forget, loadDefinition } from '../places'
import type { Place } from '../places'
import { runTests } from './own-tests'

/**
 * Writes the files of a destination, then the files that its definition generates. Then its tests write the snapshots.
 * @returns every file that was written, except snapshots, and the result of the tests
 */
export async function finish(place: Place, files: GeneratedFile[]) {
  write(files)
  forget(place)
  const definition = loadDefinition(place)
  const generated = [...(await generateTypes(place, definition)), generateMetadata(place, definition)]
  const changed = outdated(generated)
  write(changed)
  return { files: [...files, ...changed], tests: runTests(place.folder) }
}
