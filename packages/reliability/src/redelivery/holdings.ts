import type { VendorState } from '@partner-destinations/vendors'

interface Holder {
  events?: unknown[]
}

/**
 * What a vendor holds, with something else in the place of each list of events: the events of a user or a lead, or those
 * that the vendor keeps by themselves.
 */
export function withEvents(state: VendorState, change: (events: unknown[]) => unknown[]): object {
  return Object.fromEntries(
    Object.entries(state).map(([kind, holders]: [string, Holder[]]) => [
      kind,
      kind === 'events'
        ? change(holders)
        : holders.map((holder) => (holder.events ? { ...holder, events: change(holder.events) } : holder))
    ])
  )
}

/**
 * What a vendor holds, whatever the order in which it came: its lists are sorted.
 *
 * @param madeUp keys of values that depend on the order, and are left out
 */
export function withoutOrder(state: VendorState, madeUp: string[]): object {
  const sorted = withEvents(state, (events) => inOrder(events))
  return Object.fromEntries(
    Object.entries(sorted).map(([kind, holders]) => [
      kind,
      inOrder((holders as object[]).map((one) => without(one, madeUp)))
    ])
  )
}

/** The lists of events that a vendor holds, one for each of its users. */
export function eventListsOf(state: VendorState): unknown[][] {
  const lists: unknown[][] = []
  withEvents(state, (events) => {
    lists.push(events)
    return events
  })
  return lists
}

function without(holder: object, keys: string[]): object {
  return Object.fromEntries(Object.entries(holder).filter(([key]) => !keys.includes(key)))
}

function inOrder<T>(list: T[]): T[] {
  return [...list].sort((one, other) => (canonical(one) < canonical(other) ? -1 : 1))
}

/** JSON in which the order of keys does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner
  )
}
