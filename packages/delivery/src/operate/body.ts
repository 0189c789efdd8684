import type { Context } from 'hono'

/** The body of a request is wrong. */
export class BadBodyError extends Error {
  readonly name = 'BadBodyError'
}

/**
 * The JSON object of a body; empty if there is no body.
 * @throws BadBodyError
 */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BadBodyError('The body is not valid JSON.')
  }
  if (isObject(body)) return body
  throw new BadBodyError('The body must be a JSON object.')
}

/**
 * A text in a body; undefined if it isn't there.
 * @throws BadBodyError
 */
export function textOf(body: Record<string, unknown>, key: string): string | undefined {
  const value = body[key]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new BadBodyError(`"${key}" must be a text that is not empty.`)
}

/**
 * A whole number above 0 in a body; undefined if it isn't there.
 * @throws BadBodyError
 */
export function numberOf(body: Record<string, unknown>, key: string): number | undefined {
  const value = body[key]
  if (value === undefined) return undefined
  if (isCount(value)) return value
  throw new BadBodyError(`"${key}" must be a whole number above 0.`)
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
