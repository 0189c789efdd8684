import type { Delivery } from '../../machine/delivery'
import { next } from '../../machine/transitions'
import type { Claimed, ClaimRequest, Priority } from '../store'
import type { Connections, Session, Statement } from './connections'
import { CountChanges } from './counting'
import { deliveryOf, recordColumns } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import type { Names } from './names'
import { dueNow, stateNumbers } from './schema'
import type { ServerClock } from './server-clock'

/** A claim that parks more deliveries than this takes fewer than it was asked for, so that it does not last long. */
const mostLookedAt = 1000

/**
 * Whether another delivery of its lane comes first: an earlier one, or one in flight. An earlier one may not
 * be seen yet, because it is still being accepted. Nobody has promised an order to that one. If both are claimed at the same
 * time, an index refuses the second.
 */
const isBlocked = `d.lane IS NOT NULL AND (
    EXISTS (SELECT 1 FROM delivery.deliveries e WHERE e.lane = d.lane AND e.id < d.id)
    OR EXISTS (SELECT 1 FROM delivery.deliveries e WHERE e.lane = d.lane AND e.worker IS NOT NULL))`

const notPaused = `NOT EXISTS (
    SELECT 1 FROM delivery.pauses p WHERE p.destination = r.destination AND (p.until IS NULL OR p.until > $4))`

/**
 * Locks deliveries to claim; others that claim at the same time leave these out. All that is due now has the same `due`. The
 * condition and the order hide that from the server, or it might look for the smallest ids among all deliveries.
 */
const candidates: Statement = {
  name: 'claimable_deliveries',
  text: `SELECT ${recordColumns}, ${isBlocked} AS blocked
    FROM unnest($1::integer[], $5::smallint[], $2::integer[], $3::bigint[], $6::boolean[], $7::boolean[])
        AS r (destination, priority, most, after, again, fresh)
      CROSS JOIN LATERAL (
        SELECT * FROM (
          SELECT * FROM delivery.deliveries a
          WHERE a.destination = r.destination AND a.priority = r.priority AND a.due > ${dueNow}
            AND a.due <= $4 AND r.after = 0 AND r.again
          ORDER BY a.due, a.id LIMIT r.most FOR NO KEY UPDATE SKIP LOCKED
        ) again
        UNION ALL
        SELECT * FROM (
          SELECT * FROM delivery.deliveries f
          WHERE f.destination = r.destination AND f.priority = r.priority AND f.due <= ${dueNow}
            AND (f.due, f.id) > (${dueNow}, r.after) AND r.fresh
          ORDER BY f.due, f.id LIMIT r.most FOR NO KEY UPDATE SKIP LOCKED
        ) fresh
      ) d
    WHERE ${notPaused}`
}

const begin: Statement = {
  name: 'begin_attempts',
  text: `UPDATE delivery.deliveries d SET state = ${stateNumbers.inFlight}, due = NULL, worker = $3, attempts = c.attempts,
      started_at = $4
    FROM unnest($1::bigint[], $2::integer[]) AS c (id, attempts)
      JOIN delivery.deliveries o ON o.id = c.id
      JOIN delivery.events e ON e.id = o.event
      JOIN delivery.bodies b ON b.event = o.event
    WHERE d.id = c.id
    RETURNING d.id, b.body, e.received_at AS "receivedAt"`
}

/**
 * What is blocked is not looked at again until its lane is free. Whoever frees the lane has to see that: so one before it is
 * locked. If all of them are locked already, one may be leaving the lane just now, and nothing is parked.
 */
const park: Statement = {
  name: 'park_deliveries',
  text: `UPDATE delivery.deliveries d SET due = NULL
    FROM unnest($1::bigint[], $2::bigint[]) AS p (id, lane)
      CROSS JOIN LATERAL (
        SELECT e.id FROM delivery.deliveries e WHERE e.lane >= p.lane AND (e.lane, e.id) < (p.lane, p.id)
        ORDER BY e.lane DESC, e.id DESC LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
      ) blocking
    WHERE d.id = p.id`
}

const firstDue: Statement = {
  name: 'first_due',
  text: `SELECT n.name, min(d.due) AS due FROM delivery.names n CROSS JOIN (VALUES (0), (1)) p (priority)
    CROSS JOIN LATERAL (
      SELECT due FROM delivery.deliveries
      WHERE destination = n.id AND deliveries.priority = p.priority AND due IS NOT NULL ORDER BY due LIMIT 1
    ) d
    GROUP BY n.name`
}

type Candidate = DeliveryRecord & { blocked: boolean }

/** A delivery that is claimed, before the transaction has committed. */
interface Begun {
  record: DeliveryRecord
  delivery: Delivery
}

/** The event of a claimed delivery, by the delivery's id. */
interface EventRow {
  id: number
  body: string
  receivedAt: number
}

/** What is to be claimed of a destination. */
interface Wanted {
  destination: number
  /** How many more: of all, and of priority 1. */
  left: number
  behind: number
  /** Where to look for them, one after the other. */
  parts: Part[]
  begun: Begun[]
}

/** A part of what is due for a destination. */
interface Part {
  priority: Priority
  /** Whether it has what was retried, and what was not. */
  again: boolean
  fresh: boolean
  /** Up to which id has been looked at. */
  after: number
  looked: number
  /** No other one is due. */
  isExhausted: boolean
}

/** Claims deliveries. */
export class Claims {
  constructor(
    private readonly connections: Connections,
    private readonly names: Names,
    private readonly clock: ServerClock,
    private readonly worker: number
  ) {}

  /**
   * Claims what is due.
   * @param onDoubt is told which deliveries may be claimed although nobody gets them
   */
  async claim(requests: ClaimRequest[], onDoubt: (claimed: Pick<Claimed, 'id' | 'attempt'>[]) => void) {
    if (requests.some(({ destination }) => this.names.known(destination) === undefined)) await this.names.load()
    const known = requests.filter(({ destination }) => this.names.known(destination) !== undefined)
    if (known.length === 0) return []
    let begun: Begun[] = []
    const doubt = () => onDoubt(begun.map(({ record, delivery }) => ({ id: record.id, attempt: delivery.attempts })))
    const written = await this.connections.transact(async (session) => {
      begun = await this.begin(session, known)
      return { rows: this.write(session, begun) }
    }, doubt)
    const events = new Map((await written.rows).map((row) => [row.id, row]))
    try {
      await this.names.know(begun.map(({ record }) => record.subscription ?? record.destination))
    } catch (error) {
      doubt()
      throw error
    }
    return begun.map(({ record, delivery }): Claimed => {
      const { id, destination, subscription, priority } = record
      const { body, receivedAt } = events.get(id) as EventRow
      return {
        id,
        destination: this.names.nameOf(destination),
        subscription: subscription === null ? '' : this.names.nameOf(subscription),
        priority,
        attempt: delivery.attempts,
        delivery,
        body,
        receivedAt
      }
    })
  }

  /** By the name of the destination. What doesn't wait for a time is due now. */
  async nextDue(): Promise<Record<string, number>> {
    const rows = await this.connections.query<{ name: string; due: number }>(firstDue)
    const now = this.clock.toLocal(this.clock.now())
    return Object.fromEntries(rows.map(({ name, due }) => [name, due === dueNow ? now : this.clock.toLocal(due)]))
  }

  /** Looks for what is due, until there is enough of each. */
  private async begin(session: Session, requests: ClaimRequest[]): Promise<Begun[]> {
    const now = this.clock.now()
    const all = requests.map((request) => wantedOf(this.names.numberOf(request.destination), request))
    for (;;) {
      const open = all.flatMap((wanted) => openParts(wanted).map((part) => ({ wanted, part })))
      if (open.length === 0) return all.flatMap(({ begun }) => begun)
      const rows = await session.query<Candidate>(candidates, [
        open.map(({ wanted }) => wanted.destination),
        open.map(({ wanted, part }) => leftOf(wanted, part)),
        open.map(({ part }) => part.after),
        now,
        open.map(({ part }) => part.priority),
        open.map(({ part }) => part.again),
        open.map(({ part }) => part.fresh)
      ])
      this.park(
        session,
        all.flatMap((wanted) => takeAll(wanted, rows))
      )
    }
  }

  private park(session: Session, blocked: Candidate[]): void {
    if (blocked.length > 0) session.send(park, [blocked.map(({ id }) => id), blocked.map(({ lane }) => lane)])
  }

  /** The events of what has begun. The transaction need not wait for them. */
  private write(session: Session, begun: Begun[]): Promise<EventRow[]> {
    if (begun.length === 0) return Promise.resolve([])
    const counts = new CountChanges()
    for (const { record, delivery } of begun) {
      counts.add(record, 'pending', -1)
      counts.add(record, delivery.state, 1)
    }
    counts.write(session)
    const rows = session.query<EventRow>(begin, [
      begun.map(({ record }) => record.id),
      begun.map(({ delivery }) => delivery.attempts),
      this.worker,
      this.clock.now()
    ])
    // If it fails, the transaction does.
    rows.catch(() => undefined)
    return rows
  }
}

const usualParts = [
  { priority: 0 as const, again: true, fresh: true },
  { priority: 1 as const, again: true, fresh: true }
]
const freshFirstParts = [
  { priority: 0 as const, again: false, fresh: true },
  { priority: 1 as const, again: false, fresh: true },
  { priority: 0 as const, again: true, fresh: false },
  { priority: 1 as const, again: true, fresh: false }
]

function wantedOf(destination: number, { limit, behind = limit, freshFirst }: ClaimRequest): Wanted {
  const parts = freshFirst ? freshFirstParts : usualParts
  return {
    destination,
    left: limit,
    behind,
    parts: parts.map((part) => ({ ...part, after: 0, looked: 0, isExhausted: false })),
    begun: []
  }
}

function leftOf({ left, behind }: Wanted, { priority }: Part): number {
  return priority === 0 ? left : Math.min(left, behind)
}

function openParts(wanted: Wanted): Part[] {
  return wanted.parts.filter((part) => !part.isExhausted && leftOf(wanted, part) > 0)
}

/**
 * The parts are looked for together. But a part is taken only once nothing of those before it is left.
 * @returns those that are blocked, and can be parked
 */
function takeAll(wanted: Wanted, rows: Candidate[]): Candidate[] {
  const blocked: Candidate[] = []
  const found = rows.filter(({ destination }) => destination === wanted.destination)
  for (const part of openParts(wanted)) {
    blocked.push(...take(wanted, part, found))
    if (part.isExhausted) continue
    if (part.looked >= mostLookedAt) wanted.left = 0
    break
  }
  return blocked
}

/** What was retried comes first, as each retry holds back a lane. */
function take(wanted: Wanted, part: Part, found: Candidate[]): Candidate[] {
  const asked = leftOf(wanted, part)
  const rows = found.filter(({ priority }) => priority === part.priority)
  const fresh = rows.filter(({ due }) => part.fresh && due === dueNow).sort((a, b) => a.id - b.id)
  const again = rows
    .filter(({ due }) => part.again && due !== dueNow)
    .sort((a, b) => Number(a.due) - Number(b.due) || a.id - b.id)
  const blocked: Candidate[] = []
  for (const candidate of [...again, ...fresh]) {
    if (leftOf(wanted, part) === 0) break
    const step = candidate.blocked ? undefined : next(deliveryOf(candidate), { kind: 'claim' })
    if (step) {
      wanted.begun.push({ record: candidate, delivery: step.delivery })
      wanted.left--
      if (part.priority === 1) wanted.behind--
    } else if (candidate.due === dueNow) blocked.push(candidate)
  }
  part.looked += again.length + fresh.length
  part.isExhausted = fresh.length < asked
  if (fresh.length > 0) part.after = fresh[fresh.length - 1].id
  return blocked
}
