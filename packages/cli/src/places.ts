import fs from 'node:fs'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { loadDefinition as load } from '@partner-destinations/server/destinations'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { DefinitionOfEitherMode } from './definition'

/** The folder that holds this project's packages. */
export const projectRoot = path.join(__dirname, '../../..')

/** Where a destination is on disk. All paths are absolute. */
export interface Place {
  /** Name of the destination's folder, such as `acme`. */
  name: string
  /** The destination's folder, which holds `metadata.json`. */
  folder: string
  /** The folder that holds `index.ts`, `generated-types.ts` and one folder an action: in device mode `src`. */
  source: string
  mode: 'cloud' | 'device'
}

/** A path in a destination, as upstream lays them out: what leads to the destination's folder, and its name. */
const LAYOUTS = [
  { mode: 'device', pattern: /^(.*\/browser-destinations\/destinations)\/([^/]+)(?:\/|$)/, source: 'src' },
  { mode: 'cloud', pattern: /^(.*\/src\/destinations)\/([^/]+)(?:\/|$)/, source: '' }
] as const

const EVERY_DESTINATION = [
  'packages/*/src/destinations/*/index.ts',
  'packages/browser-destinations/destinations/*/src/index.ts'
]

/** The destination that holds a file or folder, or is it; undefined when there is none. */
export function placeOf(file: string): Place | undefined {
  return layoutsOf(file).find(({ source }) => fs.existsSync(path.join(source, 'index.ts')))
}

/**
 * Where a new destination goes.
 * @param parent the folder that holds destinations
 * @param name the destination's folder
 * @param root the folder that holds the project's packages
 * @throws BadInputError when the parent is no place where upstream keeps destinations of this mode, or is outside of this
 * project: a destination there would find no packages
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
      )} is outside of ${root}, so a destination in it would find none of the packages that it needs. Choose a folder inside.`
    )
  }
  return place
}

/** The destinations that a path can be in, by how upstream lays them out, whether or not they exist. */
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
 * The destinations that hold what the given paths and globs match; every destination of this project without any.
 * @param patterns paths of files or folders, or globs of files, from the working directory
 * @throws BadInputError when one of them matches nothing in a destination
 */
export async function findPlaces(patterns: string[] | undefined): Promise<Place[]> {
  if (patterns === undefined) return unique(await matches(EVERY_DESTINATION, projectRoot))
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      const place = placeOf(pattern)
      const places = place ? [place] : await matchesAnywhere(pattern)
      if (places.length === 0) throw new BadInputError(`No destination holds ${pattern}.`)
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

/** The glob library finds nothing outside of its working directory when the pattern is absolute. */
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
 * @throws BadInputError when it does not load, or exports none
 */
export function loadDefinition({ name, folder, source }: Place): DefinitionOfEitherMode {
  const entry = path.relative(folder, path.join(source, 'index.ts')).split(path.sep).join('/')
  return load<DefinitionOfEitherMode>({ directory: path.dirname(folder), folder: name, entry })
}

/** A path from the working directory, for messages. */
export function shortPath(file: string): string {
  return path.relative(process.cwd(), file)
}

/** Forgets the loaded code of a destination: it is then read again. */
export function forget(place: Place): void {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(place.folder + path.sep)) delete require.cache[file]
  }
}
