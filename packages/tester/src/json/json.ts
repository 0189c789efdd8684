import type { Json, JsonObject } from '@partner-destinations/server/wire'

export type { Json, JsonObject }

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON as a person wants to read it. */
export function format(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? ''
}

/** The value of a JSON text, or what is wrong with it in the words of the browser. */
export function parse(text: string): { value: Json; error?: undefined } | { value?: undefined; error: string } {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    return { error: text.trim() === '' ? 'It is empty.' : (error as Error).message }
  }
}

/** A copy in which every string, also each key, was replaced. */
export function mapStrings(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [replace(key), mapStrings(inner, replace)]))
}
