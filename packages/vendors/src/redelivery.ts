import type { JsonObject } from './vendor'

/**
 * What the tests of redelivery in `packages/reliability` need to know about a vendor. They ask the vendor's stand-in
 * what it holds, and expect that it keeps the events it counts in lists named `events`.
 */
export interface RedeliveryFacts {
  /** At least one for each automatic preset. */
  events: RedeliveredEvent[]
  /** Events whose order doesn't matter: no two of them set the same value. Use four at most: every order is tested. */
  independent?: {
    /** What Segment delivered before. */
    before?: JsonObject[]
    /** By what the test calls them. */
    events: Record<string, JsonObject>
  }
  /** Pairs of events that set the same value. */
  contrary?: ContraryEvents[]
  /** Keys of values that the vendor makes up for each new thing, such as an ID: they depend on the order of events. */
  madeUp?: string[]
}

/** A Segment event that is delivered more than once. */
export interface RedeliveredEvent {
  /** The name of the preset that takes the event. No other preset does. */
  preset: string
  event: JsonObject
  /** What Segment delivered before. */
  before?: JsonObject
  /** The vendor counts each delivery as one more event. Without it, another delivery changes nothing. */
  counts?: true
}

/** Two events that set the same value. The last one delivered must win. */
export interface ContraryEvents {
  /** What they set. */
  what: string
  earlier: JsonObject
  later: JsonObject
}
