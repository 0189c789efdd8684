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
 * Everything that our tools know about a vendor, except its destinations. Its folder has the name of the vendor's
 * cloud-mode destination, and `index.ts` lists it. `./bin/run init` makes both.
 */
export interface Vendor<State extends object = object> {
  /** The vendor's own name. */
  name: string
  /** What takes the vendor's place in the sandbox. */
  standIn: StandInDefinition<State>
  /** The settings that the sandbox accepts, as a customer would enter them. */
  demoSettings: JsonObject
  /** The parts of the demo settings that must never be shown in an error or a log. */
  secrets: string[]
  /** The events to try first, by their names in a list: those on the vendor's page in Segment's catalog. */
  samples: Record<string, JsonObject>
  /** The limit that the vendor publishes. */
  rateLimit?: { requests: number; windowMs: number }
  /** What Segment wants to know about its destinations, by their folders: a vendor may have one for each mode. */
  destinations: Record<string, DestinationFacts>
  /** What the fault tests need. Default: nothing is tested. */
  faults?: FaultFacts
  /** What the redelivery tests need. Default: only what follows from `faults`. */
  redelivery?: RedeliveryFacts
  /** What the tests with random events need. Default: what all vendors have in common. */
  fuzz?: FuzzFacts
  /** What is measured. Default: nothing. */
  bench?: BenchFacts
}

/** What Segment and upstream's reviewers want to know about a destination besides its definition. */
export interface DestinationFacts {
  catalog: CatalogFacts
  /** Each destination that goes upstream has some. `validate` reports the missing notes that it can recognize. */
  reviewerNotes: ReviewerNote[]
  /** The settings that the sandbox accepts. Default: the vendor's. */
  demoSettings?: JsonObject
  /** The fields that have no natural source in Segment's events, as `action.field`, each with the reason. */
  withoutSource?: Record<string, string>
}
