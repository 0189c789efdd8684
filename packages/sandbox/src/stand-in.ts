import type { IncomingHttpHeaders } from 'node:http'

/** A call of a vendor's API, its path already matched. */
export interface Call {
  headers: IncomingHttpHeaders
  query: URLSearchParams
  /** The body as it came; empty when there was none. */
  body: string
}

/** A vendor's API and what it has been told. All of it answers to POST with JSON, as the three vendors do. */
export interface StandIn<State> {
  /** By path: answers a call with the body of a 200, or throws a `Refusal`. */
  readonly routes: Readonly<Record<string, (call: Call) => object>>
  /** An error of this status in the vendor's form. */
  errorBody(status: number, message: string): object
  /** A copy of what it holds. */
  read(): State
  /** Forgets everything, rate limits included. */
  reset(): void
}

/** Thrown by a route: the vendor's error answer. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: object) {
    super(`${status} ${JSON.stringify(body)}`)
  }
}

/** Bounds what a stand-in holds, so that a sandbox that runs for days stays small: beyond it the oldest is forgotten. */
export const CAPACITY = 10_000

export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON object that a body holds; undefined when it holds anything else. */
export function parseObject(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A required field with nothing in it is as good as missing. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
