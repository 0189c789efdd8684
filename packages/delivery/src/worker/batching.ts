import { hasBatch } from '@partner-destinations/runner'
import type { DestinationConfig } from '../config/config'

/** How many events a batch has at most unless the mapping says it: as at Segment. */
const defaultSize = 1000
/** The most bytes of events in a batch, as at Segment. */
const mostBytes = 4_000_000

/** How a subscription gathers events for the action's batch call. */
export interface Batching {
  size: number
  bytes: number
}

/**
 * The subscriptions whose events go to the batch call of their action: the action has one, and the mapping sets
 * `enable_batching`. `batch_size` of the mapping is the most events of a batch.
 */
export function batchingOf({ definition, subscriptions }: DestinationConfig): Map<string, Batching> {
  const batched = subscriptions.filter(
    ({ partnerAction, mapping }) => hasBatch(definition, partnerAction) && literal(mapping.enable_batching) === true
  )
  return new Map(batched.map(({ name, mapping }) => [name, { size: sizeOf(mapping.batch_size), bytes: mostBytes }]))
}

function sizeOf(value: unknown): number {
  const size = Number(literal(value))
  return Number.isInteger(size) && size > 0 ? size : defaultSize
}

/** The value of a mapping that does not depend on the event. */
function literal(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '@literal' in value ? value['@literal'] : value
}
