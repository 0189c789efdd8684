import { LineCounter, isMap, isNode, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import { inWords } from './words'

/** Something wrong in a file. */
export interface Mistake {
  /** From 1. */
  line: number
  /** Where it is in the value, such as `answers[0].path`; empty for the file itself. */
  path: string
  /** What is wrong, and what would be right, in a sentence. */
  message: string
}

/** A file has mistakes. The message has a line for each of them. */
export class CheckedFileError extends Error {
  readonly name = 'CheckedFileError'

  constructor(readonly file: string, readonly mistakes: Mistake[]) {
    super(mistakes.map(({ line, path, message }) => `${file}:${line}: ${path && `${path}: `}${message}`).join('\n'))
  }
}

/** The parts of a value that lead to another in it. */
type Path = readonly PropertyKey[]

/**
 * Reads a file that people write: YAML, or JSON, which is YAML too.
 * @param text what the file holds
 * @param file its name, for the errors
 * @param schema what its value must be
 * @throws CheckedFileError with every mistake, by line
 */
export function readCheckedFile<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema
): z.output<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new CheckedFileError(
      file,
      document.errors.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        path: '',
        message: `This isn't YAML: ${message}.`
      }))
    )
  }
  const value = valueOf(document, file)
  const { data, error } = schema.safeParse(value)
  if (!error) return data
  const mistakes = error.issues.flatMap((issue) => mistakesOf(issue, value, document, lines))
  throw new CheckedFileError(
    file,
    mistakes.sort((one, other) => one.line - other.line)
  )
}

/** @throws CheckedFileError when aliases make the value endless, or so large that it takes all memory */
function valueOf(document: Document, file: string): unknown {
  try {
    const value: unknown = document.toJS()
    JSON.stringify(value)
    return value
  } catch (error) {
    throw new CheckedFileError(file, [
      { line: 1, path: '', message: `Its aliases (*name) can't be followed: ${(error as Error).message}.` }
    ])
  }
}

/** An unknown key is a mistake of its own, at the line of the key. */
function mistakesOf(issue: z.core.$ZodIssue, value: unknown, document: Document, lines: LineCounter): Mistake[] {
  const at = (path: Path, message: string): Mistake => ({
    line: lines.linePos(offsetOf(document, path)).line,
    path: formatPath(path),
    message
  })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...issue.path, key], "This key isn't known here."))
  }
  return [at(issue.path, inWords(issue, value))]
}

/** Where a value begins, or its key if it has one; for a value that isn't there, what it is missing from. */
function offsetOf(document: Document, path: Path): number {
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true)
  const key = path.at(-1)
  const pair = isMap(parent) ? parent.items.find((item) => isNode(item.key) && item.key.toJSON() === key) : undefined
  const node = pair?.key ?? document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}

function formatPath(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}
