import { isObject } from './json-object'

/** What a fault can do to an answer's body: see `Fault.body`. */
const BODY_FAULTS = ['empty', 'truncated', 'not-json', 'wrong-type', 'huge'] as const

export type BodyFault = typeof BODY_FAULTS[number]

/**
 * Something that goes wrong with the next requests to a vendor. It has at least one of `status`, `delay`, `stall`,
 * `reset` and `body`.
 *
 * This matters for retries: with `status` or `reset: 'before'`, the request has **no effect**. With only `delay`,
 * `stall`, `reset: 'during'` or `body`, it **has an effect**: the vendor did its work, and only the answer went wrong.
 */
export interface Fault {
  /** The path that it applies to: exact and without the query, such as `/v2/affiliate/new`. Default: any path. */
  path?: string
  /** How many requests it applies to, from 1. Default: 1. */
  times?: number
  /** The status to answer with (200 to 599) instead of doing anything. The body is an error in the vendor's form. */
  status?: number
  /** The URL to redirect to; only with a status of 3xx. */
  location?: string
  /** Milliseconds (up to 10 minutes) to wait before the answer or the reset. The request's effect isn't delayed. */
  delay?: number
  /** Milliseconds (up to 10 minutes) to wait in the middle of the body, after the headers and its first half. */
  stall?: number
  /** The connection is reset: before the request is read, or after the work is done, in the middle of the answer. */
  reset?: 'before' | 'during'
  /**
   * What the body becomes:
   * - `empty`: no body;
   * - `truncated`: its first half, as if it were complete;
   * - `not-json`: an HTML page, as a gateway sends it;
   * - `wrong-type`: the same keys, with values of wrong types;
   * - `huge`: the correct body with 10 MB of padding;
   * - any JSON except a string: that JSON.
   */
  body?: BodyFault | object | number | boolean | null
}

/** The given fault is not valid. The message says where and why. */
export class InvalidFaultError extends Error {
  readonly name = 'InvalidFaultError'
}

/** The faults of one vendor that haven't happened yet. */
export class Faults {
  private active: Fault[] = []

  /** A copy of the faults that are left, each with its remaining number of times. */
  list(): Fault[] {
    return this.active.map((fault) => ({ ...fault }))
  }

  replace(faults: Fault[]): void {
    this.active = faults.map((fault) => ({ ...fault }))
  }

  /** The first fault that applies to a request to this path. It then has one time less. */
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
    requireThat(check, `A fault can't have "${key}". It can have ${[...CHECKS.keys()].join(', ')}`)
    requireThat(check.holds(setting), `"${key}" must be ${check.expected}`)
  }
  const fault: Fault = value
  const { path, status, location, delay, stall, reset, body } = fault
  requireThat(
    path === undefined || !paths || paths.includes(path),
    `This vendor has no path "${path}". It has ${paths?.join(', ')}`
  )
  requireThat(
    [status, delay, stall, reset, body].some((setting) => setting !== undefined),
    'A fault needs at least one of "status", "delay", "stall", "reset" and "body"'
  )
  requireThat(
    reset === undefined || [status, stall, body].every((setting) => setting === undefined),
    '"reset" can\'t be combined with "status", "stall" or "body", because it leaves no complete answer'
  )
  requireThat(
    location === undefined || (status !== undefined && status >= 300 && status < 400),
    '"location" needs a "status" from 300 to 399'
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
      expected: `one of ${BODY_FAULTS.map((kind) => `"${kind}"`).join(', ')}, or any JSON except a string`
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
