import type { StoredEvent } from '../replays'
import type { Connections, Statement } from './connections'

/** Events that one step of a search looks at. */
const searchBatch = 2000

/** The event that corrects a delivery of another one. */
const correcting = (event: string) => `delivery.events c
  WHERE c.corrects = ANY (ARRAY(
    SELECT d.id FROM delivery.deliveries d WHERE d.id BETWEEN ${event}.id AND ${event}.last_id AND d.event = ${event}.id))
    AND EXISTS (SELECT 1 FROM delivery.bodies b WHERE b.event = c.id)`

const eventsAfter: Statement = {
  name: 'stored_events_after',
  text: `SELECT e.id, n.name AS source, e.message_id AS "messageId", e.received_at AS "receivedAt", b.body,
      e.replay <> 0 OR e.corrects IS NOT NULL AS "isOther"
    FROM delivery.events e JOIN delivery.bodies b ON b.event = e.id JOIN delivery.names n ON n.id = e.source
    WHERE e.id > $1 ORDER BY e.id LIMIT ${searchBatch}`
}

/** For each of these events that was corrected, the newest correction, which can itself have been corrected. */
const corrections: Statement = {
  name: 'newest_corrections',
  text: `WITH RECURSIVE chain AS (
      SELECT e.id AS first, e.id, e.last_id, 0 AS depth FROM delivery.events e WHERE e.id = ANY ($1::bigint[])
      UNION ALL
      SELECT chain.first, next.id, next.last_id, chain.depth + 1 FROM chain
        CROSS JOIN LATERAL (SELECT c.id, c.last_id FROM ${correcting('chain')} ORDER BY c.id DESC LIMIT 1) next
    )
    SELECT DISTINCT ON (chain.first) chain.first, e.message_id AS "messageId", b.body
    FROM chain JOIN delivery.events e ON e.id = chain.id JOIN delivery.bodies b ON b.event = chain.id
    WHERE chain.depth > 0 ORDER BY chain.first, chain.depth DESC`
}

/** The events that the store still has. */
export class StoredEvents {
  constructor(private readonly connections: Connections) {}

  /** Looks among the next events. There may be fewer than the limit, and more to look at all the same. */
  async after(after: number, limit: number, period: { from?: number; to?: number }) {
    const { from = -Infinity, to = Infinity } = period
    const rows = await this.connections.read<StoredEvent & { isOther: boolean }>(eventsAfter, [after])
    const matching = rows.filter(({ receivedAt, isOther }) => receivedAt >= from && receivedAt < to && !isOther)
    const page = matching.slice(0, limit)
    const events = await this.corrected(page.map(({ isOther: _, ...event }) => event))
    if (page.length === limit) return { events, next: page[limit - 1].id }
    return { events, ...(rows.length === searchBatch && { next: rows[searchBatch - 1].id }) }
  }

  /** With corrected ones in the place of those that they correct. */
  private async corrected(events: StoredEvent[]): Promise<StoredEvent[]> {
    if (events.length === 0) return []
    const rows = await this.connections.read<{ first: number; messageId: string; body: string }>(corrections, [
      events.map(({ id }) => id)
    ])
    const newest = new Map(rows.map(({ first, ...correction }) => [first, correction]))
    return events.map((event) => ({ ...event, ...newest.get(event.id) }))
  }
}
