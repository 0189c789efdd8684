/** What a `Headers` can be made of. */
export type HeadersInit = Headers | Iterable<Iterable<unknown>> | Record<string, unknown> | null

/** A header with its name as it was written. Never changed, because copies share it. */
interface Header {
  readonly name: string
  readonly values: readonly string[]
}

const NO_TOKEN = /[^_`^a-zA-Z\-0-9!#$%&'*+.|~]/
const NO_VALUE = /[^\t\x20-\x7e\x80-\xff]/

/** Names that were checked, with their form in small letters. There are few, and each request has the same. */
const checkedNames = new Map<string, string>()
const MOST_NAMES = 1000

/**
 * The headers of a request or an answer. Names are sent as they were written and found in any case, as with node-fetch 2.
 *
 * A copy costs nothing: it shares the headers until one of both changes.
 */
export class Headers {
  #headers: Map<string, Header>
  #isShared = false

  /** @throws TypeError if a name or a value isn't allowed in HTTP */
  constructor(init?: HeadersInit) {
    if (init instanceof Headers) {
      this.#headers = init.#headers
      this.#isShared = init.#isShared = true
      return
    }
    this.#headers = new Map()
    if (init === undefined || init === null) return
    if (typeof init !== 'object') throw new TypeError('Provided initializer must be an object')
    for (const [name, value] of isIterable(init) ? pairsOf(init) : Object.entries(init)) this.append(name, value)
  }

  get(name: string): string | null {
    return this.#headers.get(checkedName(name))?.values.join(', ') ?? null
  }

  has(name: string): boolean {
    return this.#headers.has(checkedName(name))
  }

  /** The name keeps the form in which it was first written. */
  set(name: string, value: unknown): void {
    const key = checkedName(name)
    const values = [checkedValue(value)]
    this.#own().set(key, { name: this.#headers.get(key)?.name ?? String(name), values })
  }

  append(name: unknown, value: unknown): void {
    const key = checkedName(name)
    const text = checkedValue(value)
    const present = this.#headers.get(key)
    const header = present
      ? { name: present.name, values: [...present.values, text] }
      : { name: String(name), values: [text] }
    this.#own().set(key, header)
  }

  delete(name: string): void {
    this.#own().delete(checkedName(name))
  }

  /** In the order of the names. Values of one name are joined with a comma. */
  *entries(): IterableIterator<[name: string, value: string]> {
    const sorted = [...this.#headers].sort(([, one], [, other]) => (one.name < other.name ? -1 : 1))
    for (const [key, { values }] of sorted) yield [key, values.join(', ')]
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.entries()
  }

  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this.entries()) callback.call(thisArg, value, name, this)
  }

  /** The values by the names as they were written. Not in the standard, but in node-fetch. */
  raw(): Record<string, string[]> {
    const headers = [...this.#headers.values()].map(({ name, values }) => [name, [...values]])
    return Object.assign(Object.create(null) as object, Object.fromEntries(headers)) as Record<string, string[]>
  }

  /** Names and values in turn, as they are sent. */
  lines(): string[] {
    const lines: string[] = []
    for (const { name, values } of this.#headers.values()) {
      for (const value of values) lines.push(name, value)
    }
    return lines
  }

  get [Symbol.toStringTag](): string {
    return 'Headers'
  }

  /** The headers to change. */
  #own(): Map<string, Header> {
    if (this.#isShared) {
      this.#headers = new Map(this.#headers)
      this.#isShared = false
    }
    return this.#headers
  }
}

/** The headers of an answer. Like node-fetch, it leaves out those that HTTP doesn't allow. */
export function headersOfAnswer(headers: Record<string, string | string[] | undefined>): Headers {
  const result = new Headers()
  for (const [name, given] of Object.entries(headers)) {
    if (NO_TOKEN.test(name)) continue
    for (const value of [given ?? []].flat()) {
      if (!NO_VALUE.test(value)) result.append(name, value)
    }
  }
  return result
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value
}

function pairsOf(init: Iterable<unknown>): [unknown, unknown][] {
  return [...init].map((pair) => {
    if (typeof pair !== 'object' || pair === null || !isIterable(pair)) {
      throw new TypeError('Each header pair must be iterable')
    }
    const values = [...pair]
    if (values.length !== 2) throw new TypeError('Each header pair must be a name/value tuple')
    return [values[0], values[1]]
  })
}

function checkedName(given: unknown): string {
  const name = `${given as string}`
  const known = checkedNames.get(name)
  if (known !== undefined) return known
  if (name === '' || NO_TOKEN.test(name)) throw new TypeError(`${name} is not a legal HTTP header name`)
  if (checkedNames.size >= MOST_NAMES) checkedNames.clear()
  const lowerCased = name.toLowerCase()
  checkedNames.set(name, lowerCased)
  return lowerCased
}

function checkedValue(given: unknown): string {
  const value = `${given as string}`
  if (NO_VALUE.test(value)) throw new TypeError(`${value} is not a legal HTTP header value`)
  return value
}
