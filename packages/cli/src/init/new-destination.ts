import fs from 'node:fs'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { GeneratedFile } from '../generate/generated-file'
import { placeFor, projectRoot, shortPath } from '../places'
import type { Place } from '../places'
import { finish } from './finish'
import { TEMPLATES } from './kinds'
import type { Template } from './kinds'
import { destinationNames } from './names'
import { writeReliabilityTables } from './reliability-page'
import { render } from './templates'
import { vendorFiles } from './vendor-files'
import { linkPackage, lockPackage } from './workspace'

interface Where {
  /** The folder for the destination. Default: this project's, whose lists then get the destination and its vendor. */
  directory?: string
  /** The folder that contains the project's packages. */
  root?: string
}

/**
 * Makes a destination that passes every check of the project: the destination, its vendor's folder, its page, and the
 * entries in the lists. In a folder of your own, it makes only the destination.
 * @param given the vendor's name
 * @throws BadInputError, before anything is written, if the vendor's name gives no valid names, the destination can't
 * be in that folder, or a part of it already exists
 */
export async function newDestination(given: string, template: Template, { directory, root = projectRoot }: Where = {}) {
  const { mode, directory: usual, destination: templates, values: ofTemplate } = TEMPLATES[template]
  const names = destinationNames(given, mode)
  const place = placeFor(directory ?? path.join(root, usual), names.folder, mode, root)
  refuseWhatIsThere([place.folder])
  const values = { ...names, ...ofTemplate, text: inSingleQuotes(names.name) }
  const files = templates.flatMap((name) => render(name, place.folder, values))
  const isListed = path.dirname(place.folder) === path.join(root, usual)
  const { made, changed } = isListed ? vendorFiles(root, template, names, values) : { made: [], changed: [] }
  const locked = isListed && mode === 'device' ? lockPackage(root, ...packageOf(root, place, files)) : undefined
  refuseWhatIsThere(made.map((file) => file.path))

  const finished = await finish(place, [...files, ...made, ...changed, ...(locked ? [locked] : [])])
  if (locked) linkPackage(root, ...packageOf(root, place, files))
  if (isListed && mode === 'cloud') finished.written.changed.push(writeReliabilityTables(root))
  return { place, isListed, ...finished }
}

/** The path of a device-mode destination's folder from the root, and its `package.json`. */
function packageOf(root: string, { folder }: Place, files: GeneratedFile[]): [folder: string, manifest: string] {
  const manifest = files.find((file) => file.path === path.join(folder, 'package.json'))
  return [path.relative(root, folder).split(path.sep).join('/'), manifest?.text ?? '{}']
}

function refuseWhatIsThere(paths: string[]): void {
  const there = paths.find((file) => fs.existsSync(file))
  if (there !== undefined) throw new BadInputError(`${shortPath(there)} already exists.`)
}

/** A name for a quoted text. `destinationNames` refuses all other characters that would need a backslash. */
function inSingleQuotes(name: string): string {
  return name.replace(/'/g, "\\'")
}
