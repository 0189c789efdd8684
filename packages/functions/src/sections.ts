import path from 'node:path'
import { generated } from './replaced-modules'

/** A part of the bundle: where it comes from, and what to call it. */
interface Place {
  section: string
  name: string
}

/** Where the folders of our own code are. */
const ownPackages = path.join(__dirname, '../..')

const framework = "Segment's framework"

/** What is in the folders of our own code, as the sections of the file are called. */
const ownSections: Record<string, string> = {
  functions: "Segment's handlers, and what replaces Node",
  runner: 'How events are delivered',
  transport: 'Requests and answers'
}

/**
 * Marks in the bundle what comes from where, and takes the paths of this machine out of it.
 * @param code of esbuild, which writes a comment with the path before each module
 * @param inputs the paths of the modules from the folder of the destination, as esbuild writes them
 * @param destination the folder of the destination
 */
export function withSections(code: string, inputs: string[], destination: string): string {
  const places = new Map(inputs.map((input) => [input, placeOf(input, destination)]))
  let section = ''
  return code
    .split('\n')
    .map((line) => {
      const comment = /^\/\/ (.*)$/.exec(line)?.[1]
      const place = comment === undefined ? undefined : places.get(comment)
      if (!place) return withoutPath(line, places)
      const heading = place.section === section ? [] : ['', `// ===== ${place.section} =====`]
      section = place.section
      return [...heading, `// ${place.name}`].join('\n')
    })
    .join('\n')
}

/** Modules that are loaded when they are needed have their paths as the names of functions too. */
function withoutPath(line: string, places: Map<string, Place>): string {
  const named = /^ *"([^"]+)"\(.*\) \{$/.exec(line)?.[1]
  const place = named === undefined ? undefined : places.get(named)
  return place ? line.replace(`"${named}"`, JSON.stringify(place.name)) : line
}

function placeOf(input: string, destination: string): Place {
  if (input === 'entry') return { section: 'Made for this function', name: 'entry' }
  if (input.startsWith(`${generated}:`)) {
    return { section: 'Made for this function', name: input.slice(generated.length + 1) }
  }
  const file = path.resolve(destination, input)
  if (file.startsWith(destination + path.sep)) {
    return { section: 'The destination', name: slashes(path.relative(path.dirname(destination), file)) }
  }
  const installed = file.split(`${path.sep}node_modules${path.sep}`).slice(1).at(-1)
  if (installed !== undefined) {
    return { section: installed.startsWith('@segment') ? framework : 'Packages', name: slashes(installed) }
  }
  const [own, ...rest] = path.relative(ownPackages, file).split(path.sep)
  if (own in ownSections) return { section: ownSections[own], name: slashes(path.join(own, ...rest)) }
  // In a clone of upstream, the framework and the other destinations are sources.
  const [, inPackages] = /[/\\]packages[/\\](.*)$/.exec(file) ?? []
  return { section: framework, name: slashes(inPackages ?? path.basename(file)) }
}

function slashes(file: string): string {
  return file.split(path.sep).join('/')
}
