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

  /** Remembers a secret, in every form in which it can travel. */
  add(secret: unknown): void {
    if (typeof secret === 'number') secret = String(secret)
    if (typeof secret !== 'string' || secret === '') return
    for (const value of [secret, ...secret.split('.')]) {
      if (value === '') continue
      const inJson = JSON.stringify(value).slice(1, -1)
      const inJsonForHtml = inJson.split('/').join('\\/') // as some vendors' JSON writers do
      const inForm = new URLSearchParams([['', value]]).toString().slice(1)
      for (const form of [value, inJson, inJsonForHtml, inForm, encodeURIComponent(value), encodeURI(value)])
        this.values.add(form)
    }
  }

  /** Remembers the secret settings of a destination, and every string of `auth`. */
  addSettings(definition: Definition, settings: JSONObject, auth?: object): void {
    const fields: Record<string, { type?: string }> = definition.authentication?.fields ?? {}
    for (const [key, value] of Object.entries(settings)) {
      if (fields[key]?.type === 'password' || secretWords.test(words(key))) this.add(value)
    }
    Object.values(auth ?? {}).forEach((value) => this.add(value))
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

  /** A copy of the value in which no remembered secret stands, neither in strings, nor in keys, nor as a number. */
  mask<T>(value: T): T
  mask(value: unknown): unknown {
    if (typeof value === 'string') return this.maskText(value)
    if (typeof value === 'number') return this.values.has(String(value)) ? masked : value
    if (Array.isArray(value)) return value.map((item: unknown) => this.mask(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.maskText(key), this.mask(inner)]))
  }

  private maskText(text: string): string {
    // Longer ones first, so that a part never leaves the rest of its whole behind.
    const longestFirst = [...this.values].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((result, secret) => result.split(secret).join(masked), text)
  }
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
