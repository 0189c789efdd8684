import type { JSONObject } from '@segment/actions-core'
import type { Definition } from './call'

/** What stands in the place of a secret. */
export const masked = '<masked>'

/** A setting with one of these words in its key is a secret, whatever its type says. */
const secretWords = /(^|[^a-z])(key|token|secret|password|code)($|[^a-z])/i

/**
 * Hides secrets by their value, wherever they turn up: the values of secret settings, their parts (a key such as
 * `public.secret` travels in halves), and the passwords that a destination makes.
 */
export class Secrets {
  private values = new Set<string>()
  private pattern?: RegExp

  /** Remembers a secret and its parts; of a list or an object all that it holds. */
  add(secret: unknown): void {
    if (typeof secret === 'object' && secret !== null) Object.values(secret).forEach((inner) => this.add(inner))
    if (typeof secret === 'number') secret = String(secret)
    if (typeof secret !== 'string') return
    for (const value of [secret, secret.trim(), ...secret.split('.')]) {
      if (value !== '') this.values.add(value)
    }
    this.pattern = undefined
  }

  /** Remembers the secret settings of a destination, and every string of `auth`. */
  addSettings(definition: Definition, settings: JSONObject, auth?: object): void {
    const fields: Record<string, { type?: string }> = definition.authentication?.fields ?? {}
    for (const [key, value] of Object.entries(settings)) {
      if (fields[key]?.type === 'password' || secretWords.test(words(key))) this.add(value)
    }
    this.add(auth)
  }

  /** Remembers every value under a key that is called password, in a payload or in the JSON text of a body. */
  addPasswords(value: unknown): void {
    if (typeof value === 'string' && /"password"/i.test(value)) value = parsed(value)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (/^password$/i.test(key)) this.add(inner)
      this.addPasswords(inner)
    }
  }

  /** A copy of the value in which no remembered secret stands, neither in strings, nor in keys, nor in numbers. */
  mask<T>(value: T): T
  mask(value: unknown): unknown {
    if (typeof value === 'string') return this.maskText(value)
    if (typeof value === 'number') return this.maskText(String(value)) === String(value) ? value : masked
    if (Array.isArray(value)) return value.map((item: unknown) => this.mask(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.maskText(key), this.mask(inner)]))
  }

  /** As `mask`, for an object whose keys are known and hold no secret: they stay, even when a secret is such a word. */
  maskValues<T extends object>(value: T): T {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.mask(inner as unknown)])) as T
  }

  private maskText(text: string): string {
    if (this.values.size === 0) return text
    // Longer ones first, so that a part never leaves the rest of its whole behind.
    const longestFirst = () => [...this.values].sort((a, b) => b.length - a.length)
    const pattern = (this.pattern ??= new RegExp(longestFirst().map(anyForm).join('|'), 'g'))
    return text
      .replace(/\b(Basic )([A-Za-z0-9+/]+=*)/g, (whole: string, scheme: string, credentials: string) =>
        Buffer.from(credentials, 'base64').toString().search(pattern) === -1 ? whole : scheme + masked
      )
      .replace(pattern, masked)
  }
}

/**
 * A pattern of a secret in every form in which it can travel. Each character may be encoded or not, since what has to be
 * encoded depends on where it stands: in a path, a query or a form, in JSON, or in any of them inside of another.
 */
function anyForm(secret: string): string {
  return Array.from(secret, (character) => `(?:${forms(character).join('|')})`).join('')
}

function forms(character: string): string[] {
  const result = [escaped(character), inUrl(character), inJson(character)]
  if (character === ' ') result.push('\\+')
  if ('"/\\'.includes(character)) result.push(`\\\\+${escaped(character)}`)
  const short = /^\\([bfnrt])$/.exec(JSON.stringify(character).slice(1, -1))
  if (short) result.push(`\\\\+${short[1]}`)
  return result
}

/** `%2F`, in capitals or not; `%252F` when it was encoded twice. */
function inUrl(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%(?:25)*${ignoringCase(hex(byte, 2))}`).join('')
}

/** `\u002F`, in capitals or not; with more backslashes in JSON that is a string of other JSON. */
function inJson(character: string): string {
  return character
    .split('')
    .map((unit) => `\\\\+u${ignoringCase(hex(unit.charCodeAt(0), 4))}`)
    .join('')
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

function ignoringCase(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

function escaped(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&')
}

/** `apiKey` as `api-Key`: words are what the check for secrets looks at. */
function words(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, '$1-$2')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
