import { corrected } from '../../machine/reasons'
import type { Session, Statement } from './connections'
import { recordColumns, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { FailureGroups } from './failure-groups'

/** An event to remove. */
export interface EventRecord {
  id: number
  last_id: number
  received_at: number
}

const deliveriesOf: Statement = {
  name: 'lock_deliveries_of_events',
  text: `SELECT ${recordColumns} FROM unnest($1::bigint[], $2::bigint[]) AS e (id, last_id)
      JOIN delivery.deliveries d ON d.id BETWEEN e.id AND e.last_id AND d.event = e.id
    ORDER BY d.id FOR UPDATE OF d`
}
const removeDeliveries: Statement = {
  name: 'remove_deliveries',
  text: `WITH attempts AS (DELETE FROM delivery.attempts WHERE delivery = ANY ($1::bigint[]))
    DELETE FROM delivery.deliveries WHERE id = ANY ($1::bigint[])`
}
const removeBodies: Statement = {
  name: 'remove_bodies',
  text: 'DELETE FROM delivery.bodies WHERE event = ANY ($1::bigint[])'
}
const removeEvents: Statement = {
  name: 'remove_events',
  text: 'DELETE FROM delivery.events WHERE id = ANY ($1::bigint[])'
}
/** An index has those without deliveries. */
const emptyEvents: Statement = {
  name: 'empty_events',
  text: 'UPDATE delivery.events SET last_id = id - 1 WHERE id = ANY ($1::bigint[])'
}
const unlink: Statement = {
  name: 'unlink_corrections',
  text: 'UPDATE delivery.events SET corrects = NULL WHERE corrects = ANY ($1::bigint[])'
}

/** Locks the deliveries of events, and reads them, by event. */
export async function lockDeliveriesOf(
  session: Session,
  events: EventRecord[]
): Promise<Map<number, DeliveryRecord[]>> {
  const byEvent = new Map<number, DeliveryRecord[]>(events.map(({ id }) => [id, []]))
  if (events.length === 0) return byEvent
  const records = await session.query<DeliveryRecord>(deliveriesOf, [
    events.map(({ id }) => id),
    events.map(({ last_id: lastId }) => lastId)
  ])
  for (const record of records) byEvent.get(record.event)?.push(record)
  return byEvent
}

/**
 * Removes events with all that belongs to them.
 * @param records their deliveries
 * @param isKept whether an event stays without its deliveries and its body, so that duplicates are noticed
 */
export async function removeAll(
  session: Session,
  groups: FailureGroups,
  now: number,
  events: EventRecord[],
  records: Map<number, DeliveryRecord[]>,
  isKept: (event: EventRecord) => boolean
): Promise<void> {
  if (events.length === 0) return
  const removed = events.flatMap(({ id }) => records.get(id) ?? [])
  const transitioning = new Transitioning(groups, now)
  for (const record of removed) transitioning.remove(record)
  const linked = removed.filter(({ code }) => code === corrected.code)
  if (linked.length > 0) session.send(unlink, [linked.map(({ id }) => id)])
  if (removed.length > 0) session.send(removeDeliveries, [removed.map(({ id }) => id)])
  session.send(removeBodies, [events.map(({ id }) => id)])
  const kept = events.filter(isKept)
  const gone = events.filter((event) => !isKept(event))
  if (kept.length > 0) session.send(emptyEvents, [kept.map(({ id }) => id)])
  if (gone.length > 0) session.send(removeEvents, [gone.map(({ id }) => id)])
  await transitioning.write(session)
}
