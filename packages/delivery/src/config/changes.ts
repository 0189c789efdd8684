import { isDeepStrictEqual } from 'node:util'
import type { DeliveryConfig, DestinationConfig } from './config'

/** What a running process does with a config that has changed. */
export interface Changes {
  /** Why it can't take it over; absent if it can. */
  refused?: string
  /** What has changed, in sentences without values. */
  changes: string[]
}

/** The parts of a destination by the keys that a config file has for them. */
const partsOfDestination: [key: keyof DestinationConfig, word: string][] = [
  ['destination', 'destination'],
  ['settings', 'settings'],
  ['sources', 'sources'],
  ['subscriptions', 'subscriptions'],
  ['order', 'order'],
  ['rateLimit', 'rateLimit'],
  ['concurrency', 'concurrency'],
  ['retryWindowMs', 'retryWindow'],
  ['maxLaneBlockMs', 'maxLaneBlock']
]

/** The parts with which the store is opened. */
const partsOfStore = ['retention', 'maxBacklog'] as const

/** Says what differs between the config of a running process and the next one. */
export function changesBetween(current: DeliveryConfig, next: DeliveryConfig): Changes {
  if (current.store !== next.store) {
    const refused = `"store" can't change while deliver runs: it stays ${current.store}. Stop deliver, and start it again.`
    return { refused, changes: [] }
  }
  return {
    changes: [
      ...changedSources(current, next),
      ...changedDestinations(current.destinations, next.destinations),
      ...partsOfStore
        .filter((part) => !isDeepStrictEqual(current[part], next[part]))
        .map((part) => `"${part}" has changed. Start deliver again to use it.`)
    ]
  }
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
