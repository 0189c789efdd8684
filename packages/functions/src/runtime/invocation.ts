import type { Agent } from 'node:https'

/**
 * Segment stops a function after five seconds. What is left after this time is for us, so that Segment gets our error
 * and not only a time-out.
 */
const TIME_FOR_REQUESTS = 4_800

/**
 * One invocation of a function, with the time that it has. The framework hands it to every request as its `agent`: so
 * requests of two invocations never share a deadline.
 */
export class Invocation {
  /** Whether a request was stopped or not sent because the time was used up. */
  isUsedUp = false
  private readonly end = Date.now() + TIME_FOR_REQUESTS

  /**
   * Does some work, unless the time is used up first.
   * @param what names the work in the error, such as the host of a request
   * @throws DeadlineError if the time is used up before or during the work
   */
  async within<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const left = this.end - Date.now()
    if (left <= 0) throw this.usedUp(what)
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.usedUp(what)), left)
    })
    try {
      return await Promise.race([work(), late])
    } finally {
      clearTimeout(timer)
    }
  }

  /** As an option of requests. The framework passes it on to `fetch`, and calls nothing of it but `destroy`. */
  get agent(): Agent {
    return this as unknown as Agent
  }

  /** The framework calls it once it has read an answer. */
  destroy(): void {
    // Nothing to do: there are no connections to end.
  }

  private usedUp(what: string): DeadlineError {
    this.isUsedUp = true
    return new DeadlineError(what)
  }
}

/** The words for an invocation whose time is used up. */
export const usedUpWords = 'The 5 seconds that Segment gives a function were used up.'

/** There was no time left for a request. The framework, and so Segment, treats it as a time-out. */
export class DeadlineError extends Error {
  readonly name = 'DeadlineError'
  readonly code = 'ETIMEDOUT'

  constructor(what: string) {
    super(`${usedUpWords} ${what} had not answered.`)
  }
}
