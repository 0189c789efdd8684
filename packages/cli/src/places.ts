import fs from 'node:fs'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { cloneAround } from '@partner-destinations/server/clone'
import { defaultDirectory, loadDefinition as load } from '@partner-destinations/server/destinations'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { DefinitionOfEitherMode } from './definition'

/** The folder that contains this project's packages. */
export const projectRoot = path.join(__dirname, '../../..')

/** Whether you are in a clone of upstream: the commands are then about its destinations. */
export function isInClone(): boolean {
  return cloneAround(process.cwd()) !== undefined
}

/** The folder that holds the destinations' packages: of the clone of upstream that you are in, or else of this project. */
export function workRoot(): string {
  return cloneAround(process.cwd())?.root ?? projectRoot
}

/** The folder that holds the cloud-mode destinations: of the clone of upstream that you are in, or else of this project. */
export function cloudDirectory(): string {
  return cloneAround(process.cwd())?.destinations ?? defaultDirectory
}

/** Where a destination is on disk. All paths are absolute. */
export interface Place {
  /** Name of the destination's folder, such as `acme`. */
  name: string
  /** The destination's folder. `metadata.json` is in it. */
  folder: string
  /** The folder with `index.ts`, `generated-types.ts` and a folder for each action. In device mode it is `src`. */
  source: string
  mode: 'cloud' | 'device'
}

/** A path in a destination with upstream's layout: the path before the destination's folder, and the folder's name. */
const LAYOUTS = [
  { mode: 'device', pattern: /^(.*\/browser-destinations\/destinations)\/([^/]+)(?:\/|$)/, source: 'src' },
  { mode: 'cloud', pattern: /^(.*\/src\/destinations)\/([^/]+)(?:\/|$)/, source: '' }
] as const

const EVERY_DESTINATION = [
  'packages/*/src/destinations/*/index.ts',
  'packages/browser-destinations/destinations/*/src/index.ts'
]

/** The destination that contains a file or folder, or is that folder; undefined if there is none. */
export function placeOf(file: string): Place | undefined {
  return layoutsOf(file).find(({ source }) => fs.existsSync(path.join(source, 'index.ts')))
}

/**
 * The place of a new destination.
 * @param parent the folder for destinations
 * @param name the destination's folder
 * @param root the folder that contains the project's packages
 * @throws BadInputError if upstream doesn't keep destinations of this mode in such a folder, or if it is outside of
 * this project, where a destination would find no packages
 */
export function placeFor(parent: string, name: string, mode: Place['mode'], root = projectRoot): Place {
  const folder = path.resolve(parent, name)
  const place = layoutsOf(folder).find((layout) => layout.mode === mode && layout.folder === folder)
  if (place === undefined) {
    const expected = mode === 'cloud' ? 'src/destinations' : 'browser-destinations/destinations'
    throw new BadInputError(
      `${shortPath(parent)} can't hold ${mode}-mode destinations: its path must end in ${expected}.`
    )
  }
  if (!folder.startsWith(root + path.sep)) {
    throw new BadInputError(
      `${path.resolve(
        parent
      )} is outside of ${root}, so a destination in it would not find the packages that it needs. Choose a folder inside.`
    )
  }
  return place
}

/** The destinations that a path can be in, by upstream's layout, whether or not they exist. */
function layoutsOf(file: string): Place[] {
  const normalised = path.resolve(file).split(path.sep).join('/')
  return LAYOUTS.flatMap(({ mode, pattern, source }) => {
    const [, parent, name] = pattern.exec(normalised) ?? []
    if (parent === undefined) return []
    const folder = path.join(parent, name)
    return { mode, name, folder, source: path.join(folder, source) }
  })
}

/**
 * The destinations that hold what the given paths and globs match; every destination of a root without any.
 * @param patterns paths of files or folders, or globs of files, from the working directory
 * @param root the folder that holds the packages
 * @throws BadInputError when one of them matches nothing in a destination
 */
export async function findPlaces(patterns: string[] | undefined, root = workRoot()): Promise<Place[]> {
  if (patterns === undefined) return unique(await matches(EVERY_DESTINATION, root))
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      const place = placeOf(pattern)
      const places = place ? [place] : await matchesAnywhere(pattern)
      if (places.length === 0) throw new BadInputError(`No destination contains ${pattern}.`)
      return places
    })
  )
  return unique(found.flat())
}

/**
 * The destination of this project in a folder of this name.
 * @throws BadInputError when there is none, with the list of those that are
 */
export async function placeNamed(name: string): Promise<Place> {
  const places = await findPlaces(undefined)
  const place = places.find((candidate) => candidate.name === name)
  if (place) return place
  throw new BadInputError(noSuch('destination', name, places.map((candidate) => candidate.name).sort()))
}

/**
 * The destinations that a command is about: the one with a name, those with the given paths, or all of this project.
 * @throws BadInputError when there are none, or a name and paths are given
 */
export async function choosePlaces(name: string | undefined, patterns: string[] | undefined): Promise<Place[]> {
  if (name === undefined) return findPlaces(patterns)
  if (patterns === undefined) return [await placeNamed(name)]
  throw new BadInputError('Give the name of a destination or --path, not both.')
}

async function matches(pattern: string | string[], cwd: string): Promise<Place[]> {
  const files = await glob(pattern, { cwd, absolute: true, ignore: ['**/node_modules/**'] })
  return files.map(placeOf).filter((place) => place !== undefined)
}

/** If the pattern is absolute, the glob library finds nothing outside of its working directory. */
function matchesAnywhere(pattern: string): Promise<Place[]> {
  const { root } = path.parse(pattern)
  return root === '' ? matches(pattern, process.cwd()) : matches(path.relative(root, pattern), root)
}

function unique(places: Place[]): Place[] {
  const byFolder = new Map(places.map((place) => [place.folder, place]))
  return [...byFolder.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1))
}

/**
 * Loads the definition of a destination.
 * @throws BadInputError if it doesn't load, or has no export
 */
export function loadDefinition({ name, folder, source }: Place): DefinitionOfEitherMode {
  const entry = path.relative(folder, path.join(source, 'index.ts')).split(path.sep).join('/')
  return load<DefinitionOfEitherMode>({ directory: path.dirname(folder), folder: name, entry })
}

/** A path from the working directory, for messages. */
export function shortPath(file: string): string {
  return path.relative(process.cwd(), file)
}

/** Forgets the loaded code of a destination, so that it is read again. */
export function forget(place: Place): void {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(place.folder + path.sep)) delete require.cache[file]
  }
}
