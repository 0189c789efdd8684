import fs from 'node:fs'
import path from 'node:path'
import type { Definition } from '@partner-destinations/runner'
import { BadInputError } from './json-input'
import { describeLoadFailure, formatLoadFailure } from './load-failure'
import type { LoadFailure } from './load-failure'

/** Where this project keeps its cloud-mode destinations. */
export const defaultDirectory = path.join(__dirname, '../../destination-actions/src/destinations')

/** A destination's folder, and what loading it gave: its definition, or why there is none. */
export type Loaded = { folder: string } & ({ definition: Definition } | LoadFailure)

/** Node keeps ten frames of a stack; the file at fault is further down when it fails to import another one. */
const stackDepth = 100

/**
 * Loads every destination of a folder that has one folder, with an `index.ts`, a destination. One that fails to load
 * does not keep the others from it.
 * @param options.broken destinations that are known not to load, and are not tried again
 * @param options.onLoad is called before each destination is loaded
 * @throws BadInputError when there is no such folder, or no destination in it
 */
export function loadDestinations(
  directory: string,
  {
    broken = [],
    onLoad = () => undefined
  }: { broken?: ({ folder: string } & LoadFailure)[]; onLoad?: (folder: string) => void } = {}
): Loaded[] {
  return destinationFolders(directory).map((folder) => {
    const known = broken.find((one) => one.folder === folder)
    if (known) return known
    onLoad(folder)
    try {
      return { folder, definition: load(path.join(directory, folder)) }
    } catch (error) {
      return { folder, ...describeLoadFailure(error, directory, folder) }
    }
  })
}

/**
 * Loads one destination of such a folder.
 * @throws BadInputError when it is not there, and lists those that are; when it does not load, and says where and why
 */
export function loadDestination(directory: string, folder: string): Definition {
  const folders = destinationFolders(directory)
  if (!folders.includes(folder)) {
    throw new BadInputError(`There is no destination "${folder}"; there are: ${folders.join(', ')}.`)
  }
  try {
    return load(path.join(directory, folder))
  } catch (error) {
    const where = formatLoadFailure(describeLoadFailure(error, directory, folder))
    throw new BadInputError(`The destination ${folder} does not load: ${where}`)
  }
}

function destinationFolders(directory: string): string[] {
  if (!fs.existsSync(directory)) throw new BadInputError(`There is no folder ${directory}.`)
  const folders = fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(directory, entry.name, 'index.ts')))
    .map((entry) => entry.name)
  if (folders.length > 0) return folders.sort()
  throw new BadInputError(`No folder of ${directory} holds a destination: none has an index.ts.`)
}

function load(folder: string): Definition {
  const { default: definition } = requireWithStack(folder) as { default?: Definition }
  if (definition?.name === undefined || typeof definition.actions !== 'object' || definition.actions === null) {
    throw new Error(`The default export of ${path.basename(folder)}/index.ts is not the definition of a destination.`)
  }
  for (const [key, action] of Object.entries(definition.actions)) {
    if (typeof action?.perform === 'function') continue
    throw new Error(`The action ${key} of ${path.basename(folder)} is not the definition of an action: no perform.`)
  }
  return definition
}

function requireWithStack(folder: string): unknown {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = stackDepth
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folder is known only at run time
    return require(folder)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
