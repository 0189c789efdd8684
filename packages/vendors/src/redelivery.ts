import type { JsonObject } from './vendor'

/**
 * What the redelivery tests in `packages/reliability` need to know about a vendor. They read the stand-in's data, and
 * expect it to keep the events that it counts in lists named `events`.
 */
export interface RedeliveryFacts {
  /** At least one for each automatic preset. */
  events: RedeliveredEvent[]
  /** Events whose order doesn't matter: no two of them set the same value. Use four at most: every order is tested. */
  independent?: {
    /** What Segment delivered before. */
    before?: JsonObject[]
    /** By their names in the tests. */
    events: Record<string, JsonObject>
  }
  /** Pairs of events that set the same value. */
  contrary?: ContraryEvents[]
  /** Keys of values that the vendor invents for each new thing, such as an ID. They depend on the order of events. */
  madeUp?: string[]
}

/** A Segment event that is delivered more than once. */
export interface RedeliveredEvent {
  /** The name of the preset that takes the event. No other preset takes it. */
  preset: string
  event: JsonObject
  /** What Segment delivered before. */
  before?: JsonObject
  /** The vendor counts each delivery as another event. Without this, a second delivery changes nothing. */
  counts?: true
}

/** Two events that set the same value. The last one delivered must win. */
export interface ContraryEvents {
  /** What they set. */
  what: string
  earlier: JsonObject
  later: JsonObject
}
