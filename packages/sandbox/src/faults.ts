import { isObject } from './json-object'

/** What a body fault makes of an answer: see `Fault.body`. */
const BODY_FAULTS = ['empty', 'truncated', 'not-json', 'wrong-type', 'huge'] as const

export type BodyFault = typeof BODY_FAULTS[number]

/**
 * Something that goes wrong with the next calls of a vendor. At least one of `status`, `delay`, `stall`, `reset`
 * and `body`.
 *
 * What matters to whoever delivers again: with `status` and with `reset: 'before'` the call takes **no effect**; with
 * `delay`, `stall`, `reset: 'during'` and `body` alone it **does**: the vendor did its work, and only the answer went
 * wrong.
 */
export interface Fault {
  /** The path it befalls, exactly and without the query, such as `/v2/affiliate/new`. Default: any path of the vendor. */
  path?: string
  /** How many calls it befalls, from 1. Default: 1. */
  times?: number
  /** The status to answer with (200 to 599) instead of doing anything, with an error body in the vendor's form. */
  status?: number
  /** With a status of 3xx: the URL to redirect to. */
  location?: string
  /** Milliseconds (up to 10 minutes) to wait before the answer or the reset; the call's effect is not delayed. */
  delay?: number
  /** Milliseconds (up to 10 minutes) to wait in the middle of the answer's body, its headers and first half sent. */
  stall?: number
  /** The connection is reset before the call is looked at, or, the work done, in the middle of the answer. */
  reset?: 'before' | 'during'
  /**
   * What the body becomes:
   * - `empty`: nothing;
   * - `truncated`: its first half, as if that were all of it;
   * - `not-json`: an HTML page, as a gateway sends it;
   * - `wrong-type`: the same keys, each with a value of a type that it never has;
   * - `huge`: the same with 10 MB of padding: correct, and too much;
   * - any JSON that is not a string: that JSON.
   */
  body?: BodyFault | object | number | boolean | null
}

/** What was asked for is no fault; the message says where and why. */
export class InvalidFaultError extends Error {
  readonly name = 'InvalidFaultError'
}

/** The faults of one vendor that are still to befall a call. */
export class Faults {
  private active: Fault[] = []

  /** A copy of what is left, with the times that each still has. */
  list(): Fault[] {
    return this.active.map((fault) => ({ ...fault }))
  }

  replace(faults: Fault[]): void {
    this.active = faults.map((fault) => ({ ...fault }))
  }

  /** The first fault that befalls a call of this path; it has one time less then. */
  take(path: string): Fault | undefined {
    const fault = this.active.find((candidate) => candidate.path === undefined || candidate.path === path)
    if (fault) {
      fault.times = (fault.times ?? 1) - 1
      this.active = this.active.filter(({ times }) => times !== 0)
    }
    return fault
  }
}

/**
 * Checks a fault, or a list of them.
 *
 * @param paths the paths of the vendor, which a fault may name; any path if they are unknown
 * @throws InvalidFaultError
 */
export function parseFaults(value: unknown, paths?: readonly string[]): Fault[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.map((fault, index) => {
    try {
      return parseFault(fault, paths)
    } catch (error) {
      throw error instanceof InvalidFaultError && Array.isArray(value)
        ? new InvalidFaultError(`Fault ${index + 1} of ${list.length}: ${error.message}`)
        : error
    }
  })
}

function parseFault(value: unknown, paths?: readonly string[]): Fault {
  requireThat(isObject(value), 'A fault is an object, such as {"status": 503}')
  for (const [key, setting] of Object.entries(value)) {
    const check = CHECKS.get(key)
    requireThat(check, `"${key}" is no part of a fault, which has ${[...CHECKS.keys()].join(', ')}`)
    requireThat(check.holds(setting), `"${key}" must be ${check.expected}`)
  }
  const fault: Fault = value
  const { path, status, location, delay, stall, reset, body } = fault
  requireThat(
    path === undefined || !paths || paths.includes(path),
    `No path "${path}" here, there are ${paths?.join(', ')}`
  )
  requireThat(
    [status, delay, stall, reset, body].some((setting) => setting !== undefined),
    'A fault needs at least one of "status", "delay", "stall", "reset" and "body"'
  )
  requireThat(
    reset === undefined || [status, stall, body].every((setting) => setting === undefined),
    'A "reset" gives no whole answer, so it goes with none of "status", "stall" and "body"'
  )
  requireThat(
    location === undefined || (status !== undefined && status >= 300 && status < 400),
    'A "location" goes with a "status" from 300 to 399 only'
  )
  return { ...fault }
}

interface Check {
  holds: (value: unknown) => boolean
  expected: string
}

const MILLISECONDS: Check = {
  holds: (value) => isWithin(value, 0, 600_000),
  expected: 'whole milliseconds from 0 to 600000'
}

const CHECKS = new Map<string, Check>([
  ['path', { holds: (value) => typeof value === 'string', expected: 'a string' }],
  ['times', { holds: (value) => isWithin(value, 1, Number.MAX_SAFE_INTEGER), expected: 'a whole number from 1' }],
  ['status', { holds: (value) => isWithin(value, 200, 599), expected: 'a whole number from 200 to 599' }],
  ['location', { holds: (value) => typeof value === 'string' && URL.canParse(value), expected: 'a URL' }],
  ['delay', MILLISECONDS],
  ['stall', MILLISECONDS],
  ['reset', { holds: (value) => value === 'before' || value === 'during', expected: '"before" or "during"' }],
  [
    'body',
    {
      holds: (value) => typeof value !== 'string' || (BODY_FAULTS as readonly string[]).includes(value),
      expected: `one of ${BODY_FAULTS.map((kind) => `"${kind}"`).join(', ')}, or any JSON but a string`
    }
  ]
])

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

function requireThat(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new InvalidFaultError(message)
  }
}
