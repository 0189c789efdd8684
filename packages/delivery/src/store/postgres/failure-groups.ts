import type { Reason } from '../../machine/delivery'
import { hashedPattern, mostPatterns, otherMessages } from '../failure-patterns'
import type { Session, Statement } from './connections'
import { writable } from './writable'

/** The hashes of so many messages are remembered. */
const mostRemembered = 1000

/** What the deliveries of a group have in common. */
interface Key {
  destination: number
  /** 0 without one. */
  subscription: number
  code: string
  /** 0 without one. */
  status: number
  pattern: string
}

/** A delivery that has failed. */
export interface Failing {
  destination: number
  subscription: number | null
  reason: Reason
}

const keyParameters = '$1::integer[], $2::integer[], $3::text[], $4::integer[], $5::text[]'
const keyColumns = 'destination, subscription, code, status, pattern'

/** Nobody removes a group while it is joined. */
const find: Statement = {
  name: 'find_failure_groups',
  text: `SELECT g.id, ${keyColumns} FROM unnest(${keyParameters}) AS k (${keyColumns})
    JOIN delivery.failure_groups g USING (${keyColumns}) FOR KEY SHARE OF g`
}
const create: Statement = {
  name: 'create_failure_groups',
  text: `INSERT INTO delivery.failure_groups (${keyColumns}, changed_at)
    SELECT ${keyColumns}, $6 FROM unnest(${keyParameters}) AS k (${keyColumns})
    ON CONFLICT DO NOTHING`
}
const patterns: Statement = {
  name: 'count_failure_patterns',
  text: `SELECT count(*) AS count FROM delivery.failure_groups
    WHERE destination = $1 AND subscription = $2 AND code = $3 AND status = $4`
}
const change: Statement = {
  name: 'change_failure_groups',
  text: `INSERT INTO delivery.failure_group_changes (failure_group, count, changed_at)
    SELECT *, $3 FROM unnest($1::integer[], $2::bigint[])`
}

/** Locks those that may be removed, so that a transaction that joins one has ended when they are looked at. */
const lockEmpty: Statement = {
  name: 'lock_empty_groups',
  text: `SELECT id FROM delivery.failure_groups WHERE changed_at <= $1 AND count = 0 FOR UPDATE SKIP LOCKED`
}
const removeEmpty: Statement = {
  name: 'remove_empty_groups',
  text: `DELETE FROM delivery.failure_groups g WHERE g.id = ANY ($1::integer[])
      AND NOT EXISTS (SELECT 1 FROM delivery.failure_group_changes c WHERE c.failure_group = g.id)
      AND NOT EXISTS (SELECT 1 FROM delivery.deliveries d WHERE d.failure_group = g.id)`
}

/** Finds the groups of failed deliveries, and makes them. They stay for a while once they are empty, so that they keep ids. */
export class FailureGroups {
  private readonly hashes = new Map<string, string>()

  /**
   * The ids of the groups that failing deliveries join, in their order. In the transaction, they are not removed.
   * @param now when
   */
  async join(session: Session, now: number, failing: Failing[]): Promise<number[]> {
    if (failing.length === 0) return []
    const keys = failing.map((one) => this.keyOf(one))
    const wanted = distinct(keys)
    const found = await this.find(session, wanted)
    const missing = [...wanted].filter(([name]) => !found.has(name)).map(([, key]) => key)
    const shared = new Map<string, Key>()
    if (missing.length > 0) {
      const created = await this.limited(session, missing, shared)
      // Always in the same order, so that two transactions never wait for each other.
      session.send(create, [...valuesOf([...distinct(created).values()].sort(byName)), now])
      for (const [name, id] of await this.find(session, distinct(created))) found.set(name, id)
    }
    return keys.map((key) => found.get(nameOf(shared.get(nameOf(key)) ?? key)) as number)
  }

  /** @param counts how many deliveries more each group has, or fewer */
  change(session: Session, now: number, counts: Map<number, number>): void {
    const changed = [...counts].filter(([, count]) => count !== 0)
    if (changed.length === 0) return
    session.send(change, [changed.map(([id]) => id), changed.map(([, count]) => count), now])
  }

  /** Forgets the groups that have been empty since a time, at least. */
  async forgetEmpty(session: Session, since: number): Promise<void> {
    const rows = await session.query<{ id: number }>(lockEmpty, [since])
    if (rows.length > 0) session.send(removeEmpty, [rows.map(({ id }) => id)])
  }

  /** @param shared gets the group that takes the place of one that would be one too many */
  private async limited(session: Session, missing: Key[], shared: Map<string, Key>): Promise<Key[]> {
    const counts = new Map<string, number>()
    const created: Key[] = []
    for (const key of missing) {
      const kind = nameOf({ ...key, pattern: otherMessages })
      let count = counts.get(kind)
      if (count === undefined) {
        const { destination, subscription, code, status } = key
        const [row] = await session.query<{ count: number }>(patterns, [destination, subscription, code, status])
        count = row.count
      }
      const other = { ...key, pattern: otherMessages }
      if (count >= mostPatterns) shared.set(nameOf(key), other)
      created.push(count >= mostPatterns ? other : key)
      counts.set(kind, count + 1)
    }
    return created
  }

  private async find(session: Session, keys: Map<string, Key>): Promise<Map<string, number>> {
    const rows = await session.query<Key & { id: number }>(find, valuesOf([...keys.values()]))
    return new Map(rows.map(({ id, ...key }) => [nameOf(key), id]))
  }

  private keyOf({ destination, subscription, reason: { code, message, status = 0 } }: Failing): Key {
    return { destination, subscription: subscription ?? 0, code: writable(code), status, pattern: this.hash(message) }
  }

  private hash(message: string): string {
    let hash = this.hashes.get(message)
    if (hash === undefined) {
      hash = hashedPattern(message)
      if (this.hashes.size >= mostRemembered) this.hashes.clear()
      this.hashes.set(message, hash)
    }
    return hash
  }
}

function nameOf({ destination, subscription, code, status, pattern }: Key): string {
  return `${destination} ${subscription} ${code} ${status} ${pattern}`
}

function distinct(keys: Key[]): Map<string, Key> {
  return new Map(keys.map((key) => [nameOf(key), key]))
}

function byName(one: Key, other: Key): number {
  return nameOf(one) < nameOf(other) ? -1 : 1
}

function valuesOf(keys: Key[]): unknown[] {
  return [
    keys.map(({ destination }) => destination),
    keys.map(({ subscription }) => subscription),
    keys.map(({ code }) => code),
    keys.map(({ status }) => status),
    keys.map(({ pattern }) => pattern)
  ]
}
