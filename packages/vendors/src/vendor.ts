import type { StandInDefinition } from '@partner-destinations/sandbox/stand-in'
import type { BenchFacts } from './bench'
import type { CatalogFacts } from './catalog-facts'
import type { FaultFacts } from './faults'
import type { FuzzFacts } from './fuzz'
import type { RedeliveryFacts } from './redelivery'
import type { ReviewerNote } from './reviewer-note'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type JsonObject = { [key: string]: Json }

/**
 * All that our tools know about a vendor, except its destinations. It is in a folder with the name of the vendor's
 * cloud-mode destination, and `index.ts` lists it. `./bin/run init` makes both.
 */
export interface Vendor<State extends object = object> {
  /** What the vendor calls itself. */
  name: string
  /** What takes the vendor's place in the sandbox. */
  standIn: StandInDefinition<State>
  /** The settings with which its destinations get into the sandbox, as a customer would enter them. */
  demoSettings: JsonObject
  /** The parts of the demo settings that nothing may show: no error, no log. */
  secrets: string[]
  /** The events to try first, by their names in a list: those of the vendor's page in Segment's catalog. */
  samples: Record<string, JsonObject>
  /** The limit that the vendor publishes. */
  rateLimit?: { requests: number; windowMs: number }
  /** What Segment wants to know of its destinations, by their folders: a vendor may have one for each mode. */
  destinations: Record<string, DestinationFacts>
  /** What is tested to happen when its API fails. Default: nothing. */
  faults?: FaultFacts
  /** What is tested to happen when Segment delivers an event again. Default: only that of `faults`. */
  redelivery?: RedeliveryFacts
  /** What is tested with arbitrary events. Default: what all vendors have in common. */
  fuzz?: FuzzFacts
  /** What is measured. Default: nothing. */
  bench?: BenchFacts
}

/** What Segment, and reviewers upstream, want to know of a destination beyond its definition. */
export interface DestinationFacts {
  catalog: CatalogFacts
  /** Every destination that is contributed has some. `validate` asks for those that it can tell are missing. */
  reviewerNotes: ReviewerNote[]
  /** The settings with which it gets into the sandbox. Default: the vendor's. */
  demoSettings?: JsonObject
  /** The fields that have no natural source in Segment's events, as `action.field`, each with the reason. */
  withoutSource?: Record<string, string>
}
