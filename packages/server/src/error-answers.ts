import type { Context } from 'hono'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { BadInputError } from './json-input'
import { BrokenDestinationError, NotFoundError } from './routed-destinations'
import type { RefusedAnswer } from './wire'

/** The errors that are answered with their message alone, by their class. */
const statuses = new Map<unknown, 400 | 404 | 503>([
  [BadInputError, 400],
  [NotFoundError, 404],
  [BrokenDestinationError, 503]
])

/** Answers a request whose route has thrown an error. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof BadCallError) {
    const { message, fields, problems } = error
    return c.json<RefusedAnswer>({ error: message, fields, problems }, 400)
  }
  const status = statuses.get(error.constructor)
  if (status !== undefined) return c.json({ error: error.message }, status)
  if (isBrokenOff(error, c)) return c.json({ error: 'The request ended before its whole body had arrived.' }, 400)
  return c.json({ error: error.message }, 500)
}

/** Whether the client went away, or stopped sending valid HTTP. Nobody gets the answer, but the log shows it. */
function isBrokenOff(error: Error & { code?: string }, c: Context): boolean {
  return error.code === 'ECONNRESET' && c.req.raw.signal.aborted
}
