import { DatabaseError } from 'pg'

/**
 * SQLSTATEs after which another try can work: a deadlock, a lock that took too long, a transaction that was cancelled, or two
 * transactions that the server can't put in an order.
 */
const passing = /^(40001|40P01|55P03|57014|25P03|25P04)$/

/** This index lets only one delivery of a lane be in flight. It refuses the second one if two workers claim both at a time. */
const inFlightIndex = 'deliveries_in_flight'

/** SQLSTATEs of a server that can't write now: connections, resources, shutting down, read only, its disk. */
const unavailable = /^(08|53|57P0|58|25006)/

/** The connection was lost, or the server did not answer: nobody knows what it did. */
export class LostConnectionError extends Error {
  readonly name = 'LostConnectionError'
}

/** Whether the server reported an error. */
export function isReported(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.severity !== undefined
}

/** Whether the connection can't be used after an error. */
export function isLost(error: unknown): boolean {
  if (isReported(error)) return error.severity === 'FATAL' || error.severity === 'PANIC'
  return error instanceof LostConnectionError
}

/** Whether the same transaction may work at once. */
export function isPassing(error: unknown): boolean {
  if (isLost(error)) return true
  return isReported(error) && (passing.test(error.code ?? '') || error.constraint === inFlightIndex)
}

/** Whether the server can't be used now, and may be later. */
export function isUnavailable(error: unknown): boolean {
  return isPassing(error) || (isReported(error) && unavailable.test(error.code ?? ''))
}

/** A sentence about a server that can't be used. It has no address and no password. */
export function sentenceFor(error: unknown): string {
  if (isReported(error)) {
    const known = Object.entries(words).find(([state]) => error.code?.startsWith(state))
    return known ? known[1] : `PostgreSQL reports: ${error.message}.`
  }
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string'
    ? `PostgreSQL can't be reached (${code}). Deliveries go on when it can.`
    : 'The connection to PostgreSQL was lost. Deliveries go on when it is there again.'
}

/** What to do about the server's errors. */
const words = {
  '53100': 'The disk of PostgreSQL is full. Free some space: then deliveries go on.',
  '53300': 'PostgreSQL has no connection left. Raise its max_connections, or start fewer processes.',
  '25006': 'PostgreSQL can only be read. Connect to the primary.',
  '57P': 'PostgreSQL is starting or stopping. Deliveries go on when it is there again.'
}
