import { briefRetrySeconds, standstillRetrySeconds } from './limits'

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

/**
 * Nothing is wrong with the request, and no events can be taken for some time: until vendors take them again, or somebody
 * makes space. The sender keeps its events, and retries.
 */
export function atStandstill(message: string): Refusal {
  return retryLater(message, standstillRetrySeconds)
}

/** Nothing is wrong with the request, and events can be taken in some seconds. */
export function unavailable(message: string): Refusal {
  return retryLater(message, briefRetrySeconds)
}

/**
 * Always 429. Segment's libraries read `Retry-After` only there, and count such a retry apart: the one for Node tries
 * again up to 22 times. After a 503, or without a connection, it has 3 retries within some 10 seconds, and then drops the
 * events. So 503 would use up what it needs while the process is away.
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/node/src/plugins/segmentio/publisher.ts
 */
function retryLater(message: string, seconds: number): Refusal {
  return new Refusal(429, `${message} Retry later.`, { 'Retry-After': String(seconds) })
}
