import { masked } from '../settings/secrets'

/** An expression to be written as it is. */
export class Code {
  constructor(readonly text: string) {}
}

const widest = 100

/** A value as TypeScript, in the project's style. @param indent how far its first line is indented already */
export function print(value: unknown, indent = 0): string {
  if (value instanceof Code) return value.text
  if (typeof value === 'string') return printString(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = Array.isArray(value)
    ? value.map((item) => print(item, indent + 2))
    : Object.entries(value).map(([key, item]) => `${printKey(key)}: ${print(item, indent + 2)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (inner.length === 0) return open + close
  const line = Array.isArray(value) ? `[${inner.join(', ')}]` : `{ ${inner.join(', ')} }`
  if (indent + line.length <= widest && !line.includes('\n')) return line
  const margin = ' '.repeat(indent)
  return `${open}\n${inner.map((item) => `${margin}  ${item}`).join(',\n')}\n${margin}${close}`
}

function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printString(key)
}

function printString(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"')
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`
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
  const parts = text.split(masked).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\n/g, '\\n'))
  return `/^${parts.join('[^]+')}$/`
}
