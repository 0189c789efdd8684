import { hasBatch } from '@partner-destinations/runner'
import { transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
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

/**
 * Which events of a list may be in one batch, by their indices: those whose payloads have the same values for the fields
 * that the mapping lists in `batch_keys`. All, if it lists none.
 */
export function batchGroups(mapping: JSONObject, events: JSONObject[]): number[][] {
  const keys = literal(mapping.batch_keys)
  const fields = Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : []
  if (fields.length === 0) return [[...events.keys()]]
  const picked = Object.fromEntries(Object.entries(mapping).filter(([key]) => fields.includes(key)))
  const groups = new Map<string, number[]>()
  for (const [index, event] of events.entries()) {
    const values = JSON.stringify(transform(picked, event))
    const group = groups.get(values) ?? []
    group.push(index)
    groups.set(values, group)
  }
  return [...groups.values()]
}

function sizeOf(value: unknown): number {
  const size = Number(literal(value))
  return Number.isInteger(size) && size > 0 ? size : defaultSize
}

/** The value of a mapping that does not depend on the event. */
function literal(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '@literal' in value ? value['@literal'] : value
}
