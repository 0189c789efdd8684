import { LineCounter, isAlias, isMap, isNode, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'
import { inWords, yamlInWords } from './words'

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
export type Path = readonly PropertyKey[]

export interface CheckOptions {
  /** The end of the sentence about an unknown key: which of the known ones was meant. Default: nothing. */
  didYouMean?: (key: string, known: string[]) => string
}

/** A file that several checks look at. All mistakes that they find come in one list. */
export class CheckedFile {
  private readonly mistakes: Mistake[] = []

  private constructor(
    private readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly options: CheckOptions,
    /** What the file holds. */
    readonly value: unknown
  ) {}

  /**
   * Reads YAML, or JSON. A key that is there twice is a mistake like others, and doesn't keep the rest from being checked.
   * @param text what the file holds
   * @param file its name, for the errors
   * @throws CheckedFileError if it has no value that could be checked
   */
  static parse(text: string, file: string, options: CheckOptions = {}): CheckedFile {
    const lines = new LineCounter()
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    const mistakes = mistakesInYaml(document, lines)
    const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY') && !mistakes.some(isAliasMistake)
    if (!isReadable) throw new CheckedFileError(file, mistakes)
    const checked = new CheckedFile(file, document, lines, options, valueOf(document, file))
    checked.mistakes.push(...mistakes)
    return checked
  }

  /**
   * Notes what a schema refuses.
   * @param value what to check in the place of the file's value: it has the same paths
   * @returns what the schema makes of the value; undefined if it refuses it
   */
  check<Schema extends z.ZodType>(schema: Schema, value = this.value): z.output<Schema> | undefined {
    const knownKeys = new Map<string[], string[]>()
    const { data, error } = schema.safeParse(value, {
      error: (issue) => {
        if (issue.code === 'unrecognized_keys') knownKeys.set(issue.keys, keysOf(issue.inst))
        return inWords(issue)
      }
    })
    for (const issue of error?.issues ?? []) {
      if (issue.code !== 'unrecognized_keys') this.mistake(issue.path, issue.message)
      else this.unknownKeys(issue, knownKeys.get(issue.keys) ?? [])
    }
    return data
  }

  /** Notes a mistake: at the line of the path's key or value or, if there is none, of what it is missing from. */
  mistake(path: Path, message: string): void {
    const { line } = this.lines.linePos(offsetOf(this.document, path))
    this.mistakes.push({ line, path: formatPath(path), message })
  }

  /** @throws CheckedFileError with every mistake so far, by line */
  refuseMistakes(): void {
    if (this.mistakes.length === 0) return
    throw new CheckedFileError(
      this.file,
      [...this.mistakes].sort((one, other) => one.line - other.line)
    )
  }

  /** Each of them is a mistake of its own. */
  private unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, known: string[]): void {
    for (const key of keys) {
      this.mistake([...path, key], `This key isn't known here.${this.options.didYouMean?.(key, known) ?? ''}`)
    }
  }
}

/** The first mistake of each line: the parser is confused by it, and finds others. */
function mistakesInYaml(document: Document, lines: LineCounter): Mistake[] {
  const found = new Map<number, Mistake>()
  const note = (offset: number, message: string) => {
    const { line } = lines.linePos(offset)
    if (!found.has(line)) found.set(line, { line, path: '', message })
  }
  for (const error of [...document.errors, ...document.warnings]) note(error.pos[0], yamlInWords(error))
  visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document)) note(alias.range?.[0] ?? 0, unknownAlias)
    }
  })
  return [...found.values()]
}

/** Its name isn't shown: it may be a password that begins with an asterisk. */
const unknownAlias = 'Nothing has the name of this alias (*name). A text that begins with * needs quotes.'

function isAliasMistake({ message }: Mistake): boolean {
  return message === unknownAlias
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

/** The keys that an object's schema knows. */
function keysOf(schema: z.core.$ZodRawIssue['inst']): string[] {
  const { shape = {} } = (schema as z.ZodObject | undefined)?._zod.def ?? {}
  return Object.keys(shape)
}

/** Where a value begins, or its key if it has one; for a value that isn't there, what it is missing from. */
function offsetOf(document: Document, path: Path): number {
  const parent = path.length === 0 ? undefined : valueAt(document, path.slice(0, -1))
  const key = path.at(-1)
  const pair = isMap(parent) ? parent.items.find((item) => isNode(item.key) && item.key.toJSON() === key) : undefined
  const node = pair?.key ?? valueAt(document, path)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}

function valueAt(document: Document, path: Path): unknown {
  const node = document.getIn(path, true)
  return isAlias(node) ? node.resolve(document) : node
}

function formatPath(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}
