import type { JSONObject } from '@segment/actions-core'
import type { Masked } from '../wire'
import { DecodedText } from './decoded-text'

/** The text that replaces a secret. */
export const masked: Masked = '<masked>'

/** More secrets than any call has, and as many as we can search for in time. With more, every text is masked. */
const most = 2000

/**
 * A part of a secret is masked by itself if it has at least this length. Shorter parts also occur in ordinary text,
 * such as the `1` of `1.abc` in `u1`, and give little away. Eight is the minimum that NIST requires of a password.
 * @see https://pages.nist.gov/800-63-3/sp800-63b.html#memsecret
 */
export const shortestPart = 8

/** A setting with one of these words in its key is a secret, whatever its type is. */
const secretWords = /(^|[^a-z])(key|token|secret|password|code)($|[^a-z])/i

/** What the settings of a destination are, as far as secrets go: a definition, or its manifest. */
interface WithSettings {
  authentication?: { scheme?: string; fields?: Record<string, { type?: string }> }
}

/** The keys of a destination's settings that are secrets: by their type, or by a word in their key. */
export function secretSettings(definition: WithSettings): string[] {
  return Object.keys(definition.authentication?.fields ?? {}).filter((key) => isSecretSetting(definition, key))
}

function isSecretSetting({ authentication }: WithSettings, key: string): boolean {
  return authentication?.fields?.[key]?.type === 'password' || secretWords.test(words(key))
}

/**
 * Hides secrets by their value, wherever they occur: the values of secret settings, their parts (the two halves of
 * `public.secret` travel separately), and the passwords that a destination makes.
 */
export class Secrets {
  /** Each secret, and its form without encodings. */
  private readonly values = new Map<string, string>()

  /** Adds a secret and its long parts. From a list or an object, it adds everything inside. */
  add(secret: unknown): void {
    if (typeof secret === 'object' && secret !== null) Object.values(secret).forEach((inner) => this.add(inner))
    if (typeof secret === 'number') secret = String(secret)
    if (typeof secret !== 'string') return
    const parts = secret.split('.').filter((part) => part.trim().length >= shortestPart)
    for (const value of [secret, secret.trim(), ...parts]) {
      if (value.trim() === '') continue
      this.values.delete(value) // so that it is among the newest
      this.values.set(value, new DecodedText(value).bytes)
    }
  }

  /** A copy, to which you can add others. */
  copy(): Secrets {
    const copy = new Secrets()
    for (const [secret, bytes] of this.values) copy.values.set(secret, bytes)
    return copy
  }

  /** Whether there are too many to search for. Every text is then masked as a whole. */
  get areTooMany(): boolean {
    return this.values.size > most
  }

  /** Forgets the oldest secrets if there are too many, for a process that never ends. */
  forgetOldest(): void {
    for (const value of this.values.keys()) {
      if (!this.areTooMany) return
      this.values.delete(value)
    }
  }

  /** Remembers the secret settings of a destination, and every string of `auth`. */
  addSettings(definition: WithSettings, settings: JSONObject, auth?: object): void {
    this.add(settings.oauth)
    for (const [key, value] of Object.entries(settings)) {
      if (isSecretSetting(definition, key)) this.add(value)
    }
    this.add(auth)
  }

  /** Adds every value whose key is called password, in a payload or in the JSON text of a body. */
  addPasswords(value: unknown): void {
    if (typeof value === 'string' && /"password"/i.test(value)) value = parsed(value)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (/^password$/i.test(key)) this.add(inner)
      this.addPasswords(inner)
    }
  }

  /** A copy of the value without any secret: not in strings, not in keys, not in numbers. */
  mask<T>(value: T): T
  mask(value: unknown): unknown {
    if (typeof value === 'string') return this.maskText(value)
    if (typeof value === 'number') return this.maskText(String(value)) === String(value) ? value : masked
    if (Array.isArray(value)) return value.map((item: unknown) => this.mask(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.maskText(key), this.mask(inner)]))
  }

  /** Like `mask`, for an object whose keys are known and not secret: they stay, even if a secret equals one of them. */
  maskValues<T extends object>(value: T): T {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.mask(inner as unknown)])) as T
  }

  private maskText(text: string): string {
    if (this.values.size === 0) return text
    if (this.areTooMany) return text === '' ? text : masked
    text = text.replace(/\b(Basic )([A-Za-z0-9+/]+=*)/g, (whole: string, scheme: string, credentials: string) =>
      this.places(Buffer.from(credentials, 'base64').toString()).length === 0 ? whole : scheme + masked
    )
    let result = ''
    let done = 0
    for (const [start, end] of this.places(text)) {
      result += text.slice(done, start) + masked
      done = end
    }
    return result + text.slice(done)
  }

  /** The places of secrets in a text, in order. Overlapping ones are joined, so masking a part hides the whole. */
  private places(text: string): [start: number, end: number][] {
    const decoded = new DecodedText(text)
    const found: [start: number, end: number][] = []
    for (const [secret, bytes] of this.values) {
      for (const place of occurrences(text, secret)) found.push(place)
      // This would find the same places again if neither the secret nor the text is encoded.
      if (bytes !== secret || decoded.bytes !== text) {
        for (const [start, end] of occurrences(decoded.bytes, bytes)) found.push(decoded.place(start, end))
      }
    }
    found.sort(([a], [b]) => a - b)
    const places: [start: number, end: number][] = []
    for (const [start, end] of found) {
      const last = places[places.length - 1]
      if (last && start < last[1]) last[1] = Math.max(last[1], end)
      else places.push([start, end])
    }
    return places
  }
}

function* occurrences(text: string, part: string): Generator<[start: number, end: number]> {
  if (part === '') return
  for (let start = text.indexOf(part); start !== -1; start = text.indexOf(part, start + part.length)) {
    yield [start, start + part.length]
  }
}

/** `apiKey` as `api-Key`, because the check for secrets looks at words. */
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
