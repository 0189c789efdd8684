import fs from 'node:fs'
import path from 'node:path'
import type { BaseDefinition } from '@segment/actions-core'
import type { Definition } from '@partner-destinations/runner'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { BadInputError } from './json-input'
import { describeLoadFailure, formatLoadFailure } from './load-failure'
import type { LoadFailure } from './wire'

/** Where this project keeps its cloud-mode destinations. */
export const defaultDirectory = path.join(__dirname, '../../destination-actions/src/destinations')

/** The code of a destination on disk. */
export interface DestinationCode {
  /** The folder that holds the destinations. */
  directory: string
  /** The destination's own folder in it. */
  folder: string
  /**
   * The file in this folder that exports the definition. Default: `index.ts` or, in a built package, `index.js`; in device
   * mode it is `src/index.ts`.
   */
  entry?: string
}

/** The files that export the definition of a cloud-mode destination, the preferred one first. */
const entries = ['index.ts', 'index.js']

/** Node keeps ten frames of a stack; the file at fault is further down when it fails to import another one. */
const stackDepth = 100

/** What a folder says of its destination without loading it. */
export interface ListedFolder {
  /** The destination's own folder. */
  folder: string
  /** Of its `metadata.json`; all are absent without one. */
  name?: string
  slug?: string
  description?: string
}

/**
 * Lists the destinations of a folder, by their `metadata.json` where they have one. None is loaded.
 * @throws BadInputError when there is no such folder, or no destination in it
 */
export function listDestinations(directory: string): ListedFolder[] {
  return destinationFolders(directory).map((folder) => ({ folder, ...metadataOf(path.join(directory, folder)) }))
}

function metadataOf(folder: string): Omit<ListedFolder, 'folder'> {
  try {
    const metadata: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'metadata.json'), 'utf8'))
    const { name, slug, description } = metadata as Required<ListedFolder>
    return typeof name === 'string' ? { name, slug, description } : {}
  } catch {
    return {} // loading the destination tells its name
  }
}

/**
 * Loads one destination of such a folder.
 * @throws BadInputError when it is not there, with the list of those that are, or does not load, with where and why
 */
export function loadDestination(directory: string, folder: string): Definition {
  const folders = destinationFolders(directory)
  if (folders.includes(folder)) return loadDefinition({ directory, folder })
  throw new BadInputError(noSuch('destination', folder, folders))
}

/**
 * Loads the definition of a destination, of either mode.
 * @typeParam Kind what a definition is at this place: only its name, its actions and their `perform` are checked
 * @throws BadInputError when it does not load, with where and why
 */
export function loadDefinition<Kind extends BaseDefinition = Definition>(code: DestinationCode): Kind {
  const loaded = tryToLoad<Kind>(code)
  if ('definition' in loaded) return loaded.definition
  throw new BadInputError(`The destination ${code.folder} does not load: ${formatLoadFailure(loaded)}`)
}

/** The definition of a destination, or why it does not load. */
export function tryToLoad<Kind>({
  directory,
  folder,
  entry = entryOf(path.join(directory, folder)) ?? entries[0]
}: DestinationCode): { definition: Kind } | LoadFailure {
  try {
    const exported = requireWithStack(path.join(directory, folder, entry)) as {
      destination?: unknown
      default?: unknown
    }
    // As upstream: a device-mode destination exports its definition by name, and its plugin as default.
    const definition = exported.destination ?? exported.default
    checkDefinition(definition)
    return { definition: definition as Kind }
  } catch (error) {
    return describeLoadFailure(error, directory, `${folder}/${entry}`)
  }
}

/** @throws Error when a value is no definition, or one of its actions is no action */
function checkDefinition(value: unknown): void {
  const { name, actions } = (value ?? {}) as { name?: unknown; actions?: Record<string, { perform?: unknown }> | null }
  if (name === undefined || typeof actions !== 'object' || actions === null) {
    throw new Error(
      'It exports no definition of a destination. Export an object with "name" and "actions" as default, or as "destination" in device mode.'
    )
  }
  for (const [key, action] of Object.entries(actions)) {
    if (typeof action?.perform !== 'function') throw new Error(`The action "${key}" has no function "perform".`)
  }
}

function destinationFolders(directory: string): string[] {
  if (!fs.existsSync(directory)) throw new BadInputError(`There is no folder ${directory}.`)
  const folders = fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entryOf(path.join(directory, entry.name)) !== undefined)
    .map((entry) => entry.name)
  if (folders.length > 0) return folders.sort()
  throw new BadInputError(`No folder of ${directory} holds a destination: none has an index.ts or index.js.`)
}

function entryOf(folder: string): string | undefined {
  return entries.find((name) => fs.existsSync(path.join(folder, name)))
}

function requireWithStack(file: string): unknown {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = stackDepth
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
    return require(file)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
