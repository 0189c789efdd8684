import { backlogRetrySeconds, unavailableRetrySeconds } from './limits'

/**
 * A request that is refused as a whole, with the answer to it. Segment's libraries drop their events on 400, 401, 404 and
 * 415, and retry on 429 and 5xx.
 */
export class Refusal extends Error {
  readonly name = 'Refusal'

  /**
   * @param status of the HTTP answer
   * @param message a sentence for the person who sent the request, without anything that they sent
   * @param headers of the answer, besides the usual ones
   */
  constructor(readonly status: number, message: string, readonly headers: Record<string, string> = {}) {
    super(message)
  }
}

/** Too many events wait. The sender keeps them, and retries. */
export function backlogFull(): Refusal {
  return new Refusal(429, 'Too many events wait to be delivered. Retry later.', {
    'Retry-After': String(backlogRetrySeconds)
  })
}

/** Nothing is wrong with the request. The sender keeps its events, and retries. */
export function unavailable(message: string): Refusal {
  return new Refusal(503, `${message} Retry later.`, { 'Retry-After': String(unavailableRetrySeconds) })
}
