import type { Exchange } from '@partner-destinations/runner/wire'
import type { Field } from '@partner-destinations/server/wire'
import { isObject, parse } from '../json/json'
import type { Json } from '../json/json'

/** A mapped value that no request contains. */
export interface NotSent {
  /** The key of the field, dotted for a nested value. */
  path: string
  field: Field
  value: string
}

/** Fields that tell the framework how to make batches. */
const batching = ['enable_batching', 'batch_size', 'batch_keys', 'batch_bytes']

/**
 * Finds the mapped texts and numbers that no request contains. It leaves out
 * - values that were sent in another form, in parts, or under their own name;
 * - choices, because they may tell the destination what to do;
 * - objects of which most was not sent, because the destination picks from them.
 */
export function notSent(payload: unknown, exchanges: Exchange[], fields: Record<string, Field>): NotSent[] {
  if (!isObject(payload) || exchanges.length === 0) return []
  const sent = new Sent(exchanges)
  return Object.entries(fields)
    .filter(([key, field]) => payload[key] !== undefined && isData(key, field))
    .flatMap(([key, field]) => {
      const leaves = leavesOf(payload[key], key)
      const left = leaves.filter(({ path, value }) => !sent.has(value) && !sent.hasKey(path))
      const isPickedFrom = leaves.length > 1 && left.length * 2 > leaves.length
      return isPickedFrom ? [] : left.map((leaf) => ({ ...leaf, field }))
    })
}

/** Whether a field is for data of the event, and neither for what to do with it nor for the framework. */
function isData(key: string, field: Field): boolean {
  return !field.choices && !field.unsafe_hidden && !batching.includes(key)
}

/** The texts and numbers in a value, with the paths to them. */
function leavesOf(value: Json, path: string): { path: string; value: string }[] {
  if (typeof value === 'number') return [{ path, value: String(value) }]
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
}

/** What requests contain. */
class Sent {
  private readonly keys = new Set<string>()
  private readonly texts = new Set<string>()
  private readonly words = new Set<string>()
  private readonly digits = new Set<string>()
  private readonly times = new Set<number>()

  constructor(exchanges: Exchange[]) {
    for (const { request } of exchanges) {
      const url = new URL(request.url)
      this.add(Object.fromEntries(url.searchParams))
      this.add(url.pathname.split('/').map(decoded))
      const { value, error } = parse(request.body)
      this.add(error === undefined ? value : Object.fromEntries(new URLSearchParams(request.body)))
    }
  }

  /**
   * Whether a value was sent: as it is, in a list or a text, word by word, as the same phone number or time, or as the
   * language of a locale.
   */
  has(value: string): boolean {
    const text = plain(value)
    const words = text.split(' ')
    return (
      this.texts.has(text) ||
      words.every((word) => this.words.has(word)) ||
      this.texts.has(languageOf(value) ?? '') ||
      (isPhone(value) && this.digits.has(digitsOf(value))) ||
      this.times.has(timeOf(value) ?? NaN)
    )
  }

  /** Whether a request has the last key of a path, in any spelling such as `firstName` or `first_name`. */
  hasKey(path: string): boolean {
    return this.keys.has(name(path.slice(path.lastIndexOf('.') + 1)))
  }

  private add(value: Json): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!Array.isArray(value) && inner !== null && inner !== '') this.keys.add(name(key))
        this.add(inner)
      }
      return
    }
    const text = String(value)
    if (text.trim() !== '') this.texts.add(plain(text))
    for (const part of text.split(/[,;|]/).filter((one) => one.trim() !== '')) this.texts.add(plain(part))
    for (const word of plain(text).split(' ')) this.words.add(word)
    if (isPhone(text)) this.digits.add(digitsOf(text))
    const time = timeOf(text)
    if (time !== undefined) this.times.add(time)
    const inner = /^\s*[[{]/.test(text) ? parse(text).value : undefined
    if (inner !== undefined) this.add(inner)
  }
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}

/** A key in a spelling of its own: `first_name` and `firstName` become the same. */
function name(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The language of a locale such as `en-US`. */
function languageOf(text: string): string | undefined {
  return /^([a-z]{2})[-_][a-z]{2}$/i.exec(text)?.[1].toLowerCase()
}

function isPhone(text: string): boolean {
  return /^\+?[\d\s()./-]{7,}$/.test(text)
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** A time in milliseconds, of a text that looks like one, or of Unix time in seconds or milliseconds. */
function timeOf(text: string): number | undefined {
  const time = /^\d{10}$|^\d{13}$/.test(text)
    ? Number(text.padEnd(13, '0'))
    : /^\d{4}-\d\d/.test(text)
    ? Date.parse(text)
    : NaN
  return Number.isNaN(time) ? undefined : time
}
