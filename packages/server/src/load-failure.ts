import fs from 'node:fs'
import path from 'node:path'
import { withoutMachinePaths } from './machine-paths'
import type { LoadFailure } from './wire'

/** A line of esbuild's message. It counts lines from 1, and columns from 0. */
const syntaxError = /^(?<file>.+):(?<line>\d+):(?<column>\d+): ERROR: (?<reason>.+)$/m
/** A line of a stack that names a place in a file. */
const frame = /^ +at (?:.*\()?(?:file:\/\/)?(?<file>[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/
/** Node's message for invalid JSON begins with the file. */
const brokenJson = /^(?<file>.+\.json): (?<reason>.+)$/s

/**
 * Describes an error that was thrown while a destination loaded.
 * @param directory the folder with the destinations
 * @param entry the file that was loaded, from this folder; it gets the blame if the error names no other file
 */
export function describeLoadFailure(thrown: unknown, directory: string, entry: string): LoadFailure {
  // Node loads modules by their real paths, so stacks name these.
  const root = fs.realpathSync(directory)
  const { message, stack = '' } = thrown instanceof Error ? thrown : new Error(`${String(thrown)} was thrown.`)
  const { location, reason } = locationIn(message, stack, root)
  const file = location && relative(location.file, root)
  return {
    error: withoutMachinePaths(reason, root),
    ...(location && file !== undefined ? { ...location, file } : { file: entry })
  }
}

/** One line for the terminal: `acme/api.ts:3:7: Unexpected "}"`. */
export function formatLoadFailure({ error, file, line, column }: LoadFailure): string {
  return [...[file, line, column].filter((part) => part !== undefined), ` ${error}`].join(':').trimStart()
}

interface Location {
  file: string
  line?: number
  column?: number
}

function locationIn(message: string, stack: string, root: string): { location?: Location; reason: string } {
  const syntax = syntaxError.exec(message)?.groups
  if (syntax) {
    const location = { file: syntax.file, line: Number(syntax.line), column: Number(syntax.column) + 1 }
    return { location, reason: syntax.reason }
  }
  const json = brokenJson.exec(message)?.groups
  if (json) return { location: { file: json.file }, reason: json.reason }
  const frames = stack.split('\n').map((line) => frame.exec(line)?.groups)
  const own = frames.find((groups) => groups && relative(groups.file, root) !== undefined)
  return {
    location: own && { file: own.file, line: Number(own.line), column: Number(own.column) },
    reason: message.split('\nRequire stack:')[0]
  }
}

/** The path of a file from a folder that contains it; undefined if it is elsewhere. */
function relative(file: string, root: string): string | undefined {
  const result = path.relative(root, file)
  return result.startsWith('..') || path.isAbsolute(result) ? undefined : result.split(path.sep).join('/')
}
