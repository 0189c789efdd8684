import type { Definition } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'

/** At most so many requests in any window of so many milliseconds. */
export interface RateLimit {
  requests: number
  windowMs: number
}

/** What delivery is told of the destinations: it knows none itself. */
export interface Catalog {
  /** The names that `destination:` can have: those of the destinations' folders. */
  readonly names: readonly string[]
  /**
   * The definition of one of them.
   * @throws BadInputError, or any other error with a message for people, if it does not load
   */
  definition(name: string): Definition
  /** The limit that its vendor publishes. */
  rateLimit(name: string): RateLimit | undefined
  /** The settings that the sandbox accepts. */
  demoSettings(name: string): JSONObject
}
