import type { Masked } from '@partner-destinations/runner/wire'
import { mapStrings } from '../json/json'
import type { Json, JsonObject } from '../json/json'

/** What the server writes in the place of a secret. */
export const masked: Masked = '<masked>'

/** A secret, and what is to stand in its place. */
export interface Replacement {
  secret: string
  by: string
}

/**
 * The secrets among some values, with what shall stand in their place. A key such as `public.secret` travels in halves:
 * each of them counts.
 */
export function secretsIn(
  values: JsonObject,
  isSecret: (key: string) => boolean,
  replace: (secret: string, key: string) => string
): Replacement[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== 'string' || value === '' || !isSecret(key)) return []
    const parts = value.includes('.') ? value.split('.').filter((part) => part.length > 3) : []
    return [value, ...parts].map((secret) => ({ secret, by: replace(secret, key) }))
  })
}

/** A copy of a value in which every secret has been replaced, longer ones first. */
export function withoutSecrets<Value extends Json>(value: Value, replacements: Replacement[]): Value {
  const longestFirst = [...replacements].sort((a, b) => b.secret.length - a.secret.length)
  return mapStrings(value, (text) =>
    longestFirst.reduce((result, { secret, by }) => result.split(secret).join(by), text)
  ) as Value
}

/** An invented secret of the same shape: letters stay letters, digits digits, and signs as they are. */
export function invent(secret: string): string {
  let count = 0
  const next = (alphabet: string) => alphabet[count++ % alphabet.length]
  return secret.replace(/[a-z]|[A-Z]|\d/g, (character) => {
    if (/\d/.test(character)) return next('1234567890')
    return /[a-z]/.test(character) ? next('abcdefghijklm') : next('ABCDEFGHIJKLM')
  })
}
