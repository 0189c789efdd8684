import { masked } from '../settings/secrets'
import { fits, isPlain, widest } from './line-width'

/** An expression to be written as it is: a call with one argument, a name, or a regular expression. */
export class Code {
  constructor(readonly text: string) {}
}

/** What stands around a value: before it on its first line, and behind it on its last. */
interface Surroundings {
  /** The indentation of the line on which the value begins. */
  indent: number
  before?: string
  after?: string
}

/** Writes a value as TypeScript, in the same layout as prettier with the settings of this project. */
export function print(value: unknown, around: Surroundings = { indent: 0 }): string {
  const printed = new Printer(false)
  const text = printed.print(value, around)
  // Prettier counts columns, and the width of some characters isn't known here. Escapes have a known width.
  return printed.isUnsure ? new Printer(true).print(value, around) : text
}

class Printer {
  /** Whether a line break depended on the width of characters beyond ASCII. */
  isUnsure = false

  constructor(private readonly escapes: boolean) {}

  print(value: unknown, { indent, before = '', after = '' }: Surroundings): string {
    const flat = this.flat(value)
    if (flat !== undefined && this.fits(indent, before + flat + after)) return flat
    if (value instanceof Code) return brokenCall(value.text, indent) ?? value.text
    if (Array.isArray(value) && value.length > 0) return this.brokenList(value, indent)
    if (isRecord(value)) return this.brokenObject(value, indent)
    return flat ?? ''
  }

  /** The value on one line; undefined where prettier breaks it whatever its length. */
  private flat(value: unknown): string | undefined {
    if (value instanceof Code) return value.text
    if (typeof value === 'string') return this.string(value)
    if (typeof value === 'number') return JSON.stringify(value).replace('e+', 'e')
    if (Array.isArray(value)) {
      if (value.length > 1 && (value.every(hasSeveralKeys) || value.every(hasSeveralItems))) return undefined
      const items = value.map((item) => this.flat(item))
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
    }
    if (!isRecord(value)) return JSON.stringify(value)
    const entries = Object.entries(value).map(([key, inner]) => [this.key(key), this.flat(inner)])
    if (entries.length === 0) return '{}'
    if (entries.some(([, inner]) => inner === undefined)) return undefined
    return `{ ${entries.map((entry) => entry.join(': ')).join(', ')} }`
  }

  private brokenList(items: unknown[], indent: number): string {
    const margin = ' '.repeat(indent)
    if (items.length > 1 && items.every((item) => typeof item === 'number')) {
      return `[\n${this.filled(items, indent + 2)}\n${margin}]`
    }
    const lines = items.map((item, index) => {
      const comma = index < items.length - 1 ? ',' : ''
      return `${margin}  ${this.print(item, { indent: indent + 2, after: comma })}${comma}`
    })
    return `[\n${lines.join('\n')}\n${margin}]`
  }

  /** A list of numbers has as many on a line as fit. */
  private filled(items: unknown[], indent: number): string {
    const margin = ' '.repeat(indent)
    const lines: string[] = []
    let line = ''
    for (const [index, item] of items.entries()) {
      const text = `${this.flat(item)}${index < items.length - 1 ? ',' : ''}`
      if (line !== '' && !this.fits(indent, `${line} ${text}`)) {
        lines.push(margin + line)
        line = text
      } else line = line === '' ? text : `${line} ${text}`
    }
    return [...lines, margin + line].join('\n')
  }

  private brokenObject(value: Record<string, unknown>, indent: number): string {
    const entries = Object.entries(value)
    const lines = entries.map(([key, inner], index) => {
      const comma = index < entries.length - 1 ? ',' : ''
      return `${' '.repeat(indent + 2)}${this.entry(key, inner, indent + 2, comma)}${comma}`
    })
    return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`
  }

  /** A key with its value. If the line is too long, a value that can't be broken goes to the next line. */
  private entry(key: string, value: unknown, indent: number, after: string): string {
    const name = `${this.key(key)}: `
    const flat = this.flat(value)
    const isShortKey = name.length < 7
    if (
      isShortKey ||
      (typeof value === 'number' && value >= 0) ||
      (flat !== undefined && this.fits(indent, name + flat + after))
    ) {
      return name + this.print(value, { indent, before: name, after })
    }
    const head = headOf(value)
    if (head !== undefined && this.fits(indent, name + head)) {
      return name + this.print(value, { indent, before: name, after })
    }
    return `${name.trimEnd()}\n${' '.repeat(indent + 2)}${this.print(value, { indent: indent + 2, after })}`
  }

  private fits(indent: number, text: string): boolean {
    const answer = fits(indent, text)
    if (answer === undefined) this.isUnsure = true
    return answer ?? false
  }

  private key(key: string): string {
    // As a plain name, it would set the prototype of the object.
    if (key === '__proto__') return "['__proto__']"
    if (/^[A-Za-z_$][\w$]*$/.test(key)) return key
    // Beyond ASCII, the Unicode version decides what is a name, and each character has its own width: escape it.
    const isLongNoName = key.length > 6 && /^\d|[^\w$\u0080-\uffff]/.test(key)
    return quoted(key, isLongNoName ? this.escapes : true)
  }

  private string(text: string): string {
    return quoted(text, this.escapes)
  }
}

/** The first line of a value that can be broken; undefined for any other value. */
function headOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length > 0 ? '[' : undefined
  if (value instanceof Code) return callOf(value.text)?.head
  return isRecord(value) && Object.keys(value).length > 0 ? '{' : undefined
}

/** The longest argument that prettier doesn't move to its own line. */
const shortArgument = widest / 4

/** The parts of a call whose argument is long enough that prettier can move it to its own line. */
function callOf(code: string): { head: string; argument: string } | undefined {
  const [, head, argument] = /^([\w.]+\()(.+)\)$/.exec(code) ?? []
  const length = argument?.startsWith('/') ? argument.length - 2 : argument?.length ?? 0
  return length > shortArgument ? { head, argument } : undefined
}

function brokenCall(code: string, indent: number): string | undefined {
  const call = callOf(code)
  return call && `${call.head}\n${' '.repeat(indent + 2)}${call.argument}\n${' '.repeat(indent)})`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Code)
}

function hasSeveralKeys(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 1
}

function hasSeveralItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 1
}

/** A text in quotes, as prettier picks them: those that need fewer escapes, preferably single ones. */
function quoted(text: string, escapes: boolean): string {
  const raw = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"')
  const readable = escapes || !isPlain(raw) ? escaped(raw) : raw
  const count = (quote: string) => readable.split(quote).length - 1
  const quote = count("'") > count('"') ? '"' : "'"
  return quote + readable.split(quote).join(`\\${quote}`) + quote
}

function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A value that a test expects: where something was masked, any text will do. */
export function expected(value: unknown): unknown {
  if (typeof value === 'string' && value.includes(masked)) {
    return new Code(value === masked ? 'expect.any(String)' : `expect.stringMatching(${pattern(value)})`)
  }
  if (Array.isArray(value)) return value.map(expected)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)]))
}

/** A regular expression for a text in which something was masked. */
export function pattern(text: string): string {
  const parts = text.split(masked).map((part) =>
    part
      .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      .replace(/ {2,}/g, (blanks) => ` {${blanks.length}}`)
      .replace(/\n/g, '\\n')
      // ESLint refuses control characters in a pattern, so any character matches here.
      .replace(/\p{Cc}/gu, '[^]')
      .replace(/[^ -~]/g, escaped)
  )
  return `/^${parts.join('[^]+')}$/`
}
