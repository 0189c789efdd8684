import type { VendorState } from '@partner-destinations/vendors'

/** What all the stand-ins hold, as far as it matters here. */
interface Holder {
  events?: unknown[]
}

/** What a vendor holds, with something else in the place of the list of events of each user or lead. */
export function withEvents(state: VendorState, change: (events: unknown[]) => unknown[]): object {
  return Object.fromEntries(
    Object.entries(state).map(([kind, holders]) => [
      kind,
      (holders as Holder[]).map((holder) => (holder.events ? { ...holder, events: change(holder.events) } : holder))
    ])
  )
}

/**
 * What a vendor holds, whatever the order in which it came: lists are sorted, and what Refersion hands out by turns is
 * left out.
 */
export function withoutOrder(state: VendorState): object {
  const sorted = withEvents(state, (events) => inOrder(events))
  return Object.fromEntries(
    Object.entries(sorted).map(([kind, holders]) => [kind, inOrder((holders as object[]).map(withoutTurn))])
  )
}

function withoutTurn(holder: object): object {
  return { ...holder, id: undefined, code: undefined, link: undefined }
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
