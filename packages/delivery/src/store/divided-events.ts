import { partsOfId, wholeId } from './division'
import type { Division } from './division'
import type { StoredEvent } from './replays'

/** Rows with a message id that are looked at: there are only as many as the event has deliveries in a store. */
const mostOfMessage = 100

/** Corrected events are called after those that they correct. */
const revision = /#\d+$/

/** The events of several stores, store by store. One that is in two stores is of the one with the smaller number. */
export class DividedEvents {
  private readonly ascending: Division[]

  constructor(divisions: readonly Division[]) {
    this.ascending = [...divisions].sort((one, other) => one.number - other.number)
  }

  async next(
    after: number,
    limit: number,
    period: { from?: number; to?: number }
  ): Promise<{ events: StoredEvent[]; next?: number }> {
    const { number, local } = partsOfId(after)
    for (const [index, division] of this.ascending.entries()) {
      if (division.number < number) continue
      const start = division.number === number ? local : 0
      const found = await division.store.storedEvents(start, limit, period)
      const events = await this.firstSeen(index, found.events)
      if (found.next !== undefined) return { events, next: wholeId(division, found.next) }
      const following = this.ascending[index + 1]
      if (events.length > 0) return { events, ...(following && { next: wholeId(following, 0) }) }
    }
    return { events: [] }
  }

  /** Those that no store with a smaller number has, with their ids of all stores together. */
  private async firstSeen(index: number, events: StoredEvent[]): Promise<StoredEvent[]> {
    const earlier = this.ascending.slice(0, index)
    const areEarlier = await Promise.all(events.map((event) => isInOneOf(earlier, event)))
    return events
      .filter((_event, at) => !areEarlier[at])
      .map((event) => ({ ...event, id: wholeId(this.ascending[index], event.id) }))
  }
}

async function isInOneOf(divisions: Division[], { source, messageId, receivedAt }: StoredEvent): Promise<boolean> {
  const ids = new Set([messageId, messageId.replace(revision, '')])
  for (const { store } of divisions) {
    for (const id of ids) {
      const rows = await store.list({ messageId: id, limit: mostOfMessage })
      const isHere = rows.some(
        (row) => row.source === source && row.receivedAt === receivedAt && row.replay === undefined
      )
      if (isHere) return true
    }
  }
  return false
}
