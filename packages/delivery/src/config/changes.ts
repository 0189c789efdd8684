import { isDeepStrictEqual } from 'node:util'
import type { DeliveryConfig, DestinationConfig } from './config'

/** The parts of a destination by the keys that a config file has for them. */
const partsOfDestination: [key: keyof DestinationConfig, word: string][] = [
  ['destination', 'destination'],
  ['store', 'store'],
  ['settings', 'settings'],
  ['sources', 'sources'],
  ['subscriptions', 'subscriptions'],
  ['order', 'order'],
  ['rateLimit', 'rateLimit'],
  ['concurrency', 'concurrency'],
  ['retryWindowMs', 'retryWindow'],
  ['maxLaneBlockMs', 'maxLaneBlock']
]

/** What differs between the config of a running process and the next one: sentences without values. */
export function changesBetween(current: DeliveryConfig, next: DeliveryConfig): string[] {
  return [...changedSources(current, next), ...changedDestinations(current.destinations, next.destinations)]
}

function changedSources({ sources: current }: DeliveryConfig, { sources: next }: DeliveryConfig): string[] {
  return changed(current, next).flatMap(([name, before, after]) => {
    if (!before) return [`The source ${name} is new.`]
    if (!after) return [`The source ${name} was removed: its events are refused.`]
    return isDeepStrictEqual(before, after) ? [] : [`The source ${name} has changed.`]
  })
}

function changedDestinations(current: DestinationConfig[], next: DestinationConfig[]): string[] {
  return changed(current, next).flatMap(([name, before, after]) => {
    if (!before) return [`The destination ${name} is new.`]
    if (!after) return [`The destination ${name} was removed: its pending deliveries fail.`]
    const parts = partsOfDestination.filter(([key]) => !isDeepStrictEqual(before[key], after[key]))
    const words = parts.map(([, word]) => word)
    return words.length === 0 ? [] : [`The destination ${name} has changed: ${words.join(', ')}.`]
  })
}

/** What is in one of two lists, by its name. */
function changed<Item extends { name: string }>(current: Item[], next: Item[]): [string, Item?, Item?][] {
  const names = new Set([...current, ...next].map(({ name }) => name))
  const find = (items: Item[], name: string) => items.find((item) => item.name === name)
  return [...names].map((name) => [name, find(current, name), find(next, name)])
}
