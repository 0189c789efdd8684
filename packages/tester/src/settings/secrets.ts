import { mapStrings } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import type { Field } from '../server/types'

/** What the server writes in the place of a secret. */
export const masked = '<masked>'

const secretWords = /(^|[^a-z])(key|token|secret|password|code)($|[^a-z])/i

/** Whether a field holds a secret: by its type, or by a word in its key, as the server decides. */
export function isSecret(key: string, field: Field | undefined): boolean {
  return field?.type === 'password' || secretWords.test(key.replace(/([a-z0-9])([A-Z])/g, '$1-$2'))
}

/** A secret, and what is to stand in its place. */
export interface Replacement {
  secret: string
  by: string
}

/**
 * The secrets among the values of some fields, with what shall stand in their place. A key such as `public.secret`
 * travels in halves: each of them counts.
 */
export function secretsIn(
  values: JsonObject,
  fields: Record<string, Field>,
  isSecretField: (key: string, field: Field | undefined) => boolean,
  replace: (secret: string, key: string) => string
): Replacement[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== 'string' || value === '' || !isSecretField(key, fields[key])) return []
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
