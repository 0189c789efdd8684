import { meetsFql } from '@partner-destinations/runner/fql'
import type { JSONObject } from '@segment/actions-core'
import type { FailureFilter, FailureGroup } from './failures'
import { isOf } from './person'

/** Where a search goes on, and to which end. */
export interface SearchFrom {
  /** Only ids beyond this one. */
  from: number
  /** Up: the smallest ids first. */
  direction: 'up' | 'down'
}

/** What one step of a search found. */
export interface Found {
  ids: number[]
  /** Where to go on; absent at the end. */
  next?: number
}

/** Failed deliveries of a group that a step of a search found. */
export interface Tally {
  group: number
  count: number
  firstAt: number
  lastAt: number
}

/** What a store finds of failed deliveries in one step, so that nobody else waits for long. */
export interface FailedRowsReader {
  /** The groups of these destinations, subscriptions and codes; the largest first. */
  groups(filter: FailureFilter): Promise<FailureGroup[]>
  /** Looks among the next rows, and counts those that the filter takes. */
  tally(filter: FailureFilter, after: number): Promise<{ tallies: Tally[]; next?: number }>
  /** Looks among the next rows for those that the filter takes: at most so many. */
  find(filter: FailureFilter, search: SearchFrom, limit: number): Promise<Found>
}

/** The groups with deliveries that a filter takes, counted; the largest first. */
export async function failureGroups(rows: FailedRowsReader, filter: FailureFilter): Promise<FailureGroup[]> {
  const groups = await rows.groups(filter)
  if (!looksIntoRows(filter)) return groups
  const tallies = new Map<number, Tally>()
  for (let after: number | undefined = 0; after !== undefined; ) {
    const found: Awaited<ReturnType<FailedRowsReader['tally']>> = await rows.tally(filter, after)
    for (const tally of found.tallies) {
      const before = tallies.get(tally.group)
      tallies.set(tally.group, before ? addTally(before, tally) : tally)
    }
    after = found.next
  }
  return groups
    .flatMap((group): FailureGroup[] => {
      const { count, firstAt, lastAt } = tallies.get(group.id) ?? { count: 0, firstAt: 0, lastAt: 0 }
      return count === 0 ? [] : [{ ...group, count, firstAt, lastAt }]
    })
    .sort(largestFirst)
}

/** The next failed deliveries that a filter takes. */
export async function findFailed(
  rows: FailedRowsReader,
  filter: FailureFilter,
  start: number,
  direction: SearchFrom['direction'],
  limit: number
): Promise<Found> {
  const ids: number[] = []
  let from: number | undefined = start
  while (from !== undefined && ids.length < limit) {
    const found: Found = await rows.find(filter, { from, direction }, limit - ids.length)
    ids.push(...found.ids)
    from = found.next
  }
  return { ids, ...(from !== undefined && { next: from }) }
}

/** Deliveries that one transaction changes. */
const changedAtOnce = 500

/** Changes many deliveries, from the smallest id on, which is the order of lanes. Says how many. */
export async function inParts(ids: number[], change: (part: number[]) => Promise<number>): Promise<number> {
  const sorted = [...new Set(ids)].sort((one, other) => one - other)
  let changed = 0
  for (let from = 0; from < sorted.length; from += changedAtOnce) {
    changed += await change(sorted.slice(from, from + changedAtOnce))
  }
  return changed
}

/** Counts what one step found. */
export function tallied(rows: { group: number; at: number }[]): Tally[] {
  const tallies = new Map<number, Tally>()
  for (const { group, at } of rows) {
    const one = { group, count: 1, firstAt: at, lastAt: at }
    const before = tallies.get(group)
    tallies.set(group, before ? addTally(before, one) : one)
  }
  return [...tallies.values()]
}

/** Adds up what two steps of a search found of a group. */
function addTally(one: Tally, other: Tally): Tally {
  return {
    group: one.group,
    count: one.count + other.count,
    firstAt: Math.min(one.firstAt, other.firstAt),
    lastAt: Math.max(one.lastAt, other.lastAt)
  }
}

export function largestFirst(one: FailureGroup, other: FailureGroup): number {
  return other.count - one.count || one.id - other.id
}

/** Whether a filter asks for more than the groups say. */
function looksIntoRows({ since, until, user, event, only }: FailureFilter): boolean {
  return [since, until, user, event, only].some((one) => one !== undefined)
}

/** Whether a filter takes anything of a group. */
export function isGroupOf(filter: FailureFilter, { id, destination, subscription, code }: FailureGroup): boolean {
  return (
    (filter.group ?? id) === id &&
    (filter.destination ?? destination) === destination &&
    (filter.subscription ?? subscription) === subscription &&
    (filter.code ?? code) === code
  )
}

/** What the filter asks of the event itself; undefined if nothing. */
export function conditionOf({ user, event, only }: FailureFilter): ((body: JSONObject) => boolean) | undefined {
  const conditions = [
    user !== undefined && ((body: JSONObject) => isOf(user, body)),
    event !== undefined && (({ event: track, name }: JSONObject) => track === event || name === event),
    only !== undefined && meetsFql(only)
  ].filter((one): one is (body: JSONObject) => boolean => one !== false)
  return conditions.length === 0 ? undefined : (body) => conditions.every((meets) => meets(body))
}
