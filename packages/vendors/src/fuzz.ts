import type { Json, JsonObject } from './vendor'

/**
 * What the tests with random events in `packages/reliability` need to know about a vendor. Leave out what doesn't
 * apply.
 */
export interface FuzzFacts {
  /** Whether this answer means that the vendor refuses the request. Default: any status of 400 or more. */
  isRefusal?: (answer: Answer) => boolean
  /**
   * The bodies of refusals for a reason that only the vendor can know, such as a taken email address. A destination may
   * cause no other refusal. Default: none.
   */
  refusedValues?: RegExp
  /** Requests that the vendor would accept, but that no event can mean. */
  wrongRequests?: WrongRequest[]
  /**
   * What a source can set for this vendor alone, in `context` and `integrations` under the vendor's name: the usual
   * values of each option.
   */
  options?: Record<string, Json[]>
  /** Paths of objects that the destination reads below the top levels of Segment's spec. PHP sends empty ones as `[]`. */
  objects?: string[]
  /** The settings that the vendor accepts. */
  credentials?: Credential[]
}

/** The stand-in's answer to a request. */
export interface Answer {
  status: number
  body: string
}

export interface WrongRequest {
  /** What is wrong, in a sentence. */
  what: string
  /** The actions, or the calls of the vendor's API by the ends of their paths. Default: all. */
  of?: string[]
  isWrong: (sent: JsonObject) => boolean
}

/** A setting that is tested with random values. None of them may ever be shown. */
export interface Credential {
  /** The key of the setting. */
  setting: string
  /** An action and an event for it. The vendor answers 401 if the setting is wrong. */
  sentBy?: { action: string; event: JsonObject }
  /** `testAuthentication` sends no request: it checks only the form of the setting. */
  formIsTested?: true
}

const PLACEHOLDER = /^([0-]*|-1|null|undefined|anonymous|true|false)$/i
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Whether a value identifies somebody, and has no spaces around it. */
export function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && !isPadded(value) && !PLACEHOLDER.test(value)
}

/** Whether a value is an empty text, or has spaces around it. */
export function isPadded(value: unknown): boolean {
  return typeof value === 'string' && (value !== value.trim() || value === '')
}

/** Whether a value is a time in UTC, as `toISOString` writes it. */
export function isTime(value: unknown): boolean {
  return typeof value === 'string' && ISO_TIME.test(value)
}

/** Whether a value is a real text: not blank, and not what the framework turns a boolean into. */
export function isValue(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !/^\s*(true|false)\s*$/.test(value)
}

/** Whether a value is an object, but not a list. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
