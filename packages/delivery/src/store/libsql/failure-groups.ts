import type { Database, Statement } from 'libsql'
import type { Reason } from '../../machine/delivery'
import { hashedPattern, mostPatterns, otherMessages } from '../failure-patterns'

/** Failed deliveries of a subscription for one reason. */
interface Group {
  id: number
  destination: number
  /** 0 without one. */
  subscription: number
  code: string
  status: number | null
  pattern: string
  count: number
  firstAt: number
  lastAt: number
}

type GroupColumns = [
  id: number,
  destination: number,
  subscription: number,
  code: string,
  status: number | null,
  pattern: string,
  count: number,
  firstAt: number,
  lastAt: number
]

/** Groups that were found by the whole message are remembered, up to so many. */
const mostRemembered = 1000

/** Counts failed deliveries by what failed, and why. They stay once they are empty, so that they keep their ids. */
export class FailureGroups {
  private groups = new Map<number, Group>()
  private byPattern = new Map<string, Group>()
  private byMessage = new Map<string, Group>()
  /** How many patterns there are of each destination, subscription, code and status. */
  private patterns = new Map<string, number>()
  private nextId = 1
  /** Those that are not in the file as they are. */
  private readonly changed = new Set<Group>()
  private readonly all: Statement
  private readonly lastId: Statement
  private readonly write: Statement
  private readonly remove: Statement

  constructor(db: Database) {
    this.all = db
      .prepare(
        'SELECT id, destination, subscription, code, status, pattern, count, first_at, last_at FROM failure_groups'
      )
      .raw()
    this.lastId = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'failure_groups'").raw()
    this.write = db.prepare(
      `INSERT OR REPLACE INTO failure_groups (id, destination, subscription, code, status, pattern, count, first_at, last_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    this.remove = db.prepare('DELETE FROM failure_groups WHERE id = ?')
  }

  /** Reads them from the file. */
  load(): void {
    this.groups = new Map()
    this.byPattern = new Map()
    this.byMessage = new Map()
    this.patterns = new Map()
    this.changed.clear()
    for (const row of this.all.all() as GroupColumns[]) {
      const [id, destination, subscription, code, status, pattern, count, firstAt, lastAt] = row
      this.add({ id, destination, subscription, code, status, pattern, count, firstAt, lastAt })
    }
    this.nextId = ((this.lastId.get() as [number] | undefined)?.[0] ?? 0) + 1
  }

  /**
   * A delivery has failed.
   * @param subscription 0 without one
   * @returns the id of its group
   */
  join(destination: number, subscription: number, reason: Reason, at: number): number {
    const group = this.find(destination, subscription, reason)
    group.firstAt = group.count === 0 ? at : Math.min(group.firstAt, at)
    group.lastAt = group.count === 0 ? at : Math.max(group.lastAt, at)
    group.count++
    this.changed.add(group)
    return group.id
  }

  /** A delivery of a group isn't failed any more, or is removed. */
  leave(id: number): void {
    const group = this.groups.get(id)
    if (!group) return
    group.count--
    this.changed.add(group)
  }

  /** Forgets the groups that have been empty since a time, at least. */
  forgetEmpty(since: number): void {
    for (const group of this.groups.values()) {
      if (group.count > 0 || group.lastAt > since) continue
      this.remove.run(group.id)
      this.changed.delete(group)
      this.groups.delete(group.id)
      this.byPattern.delete(keyOf(group))
      this.byMessage.clear()
      this.patterns.set(kindOf(group), (this.patterns.get(kindOf(group)) ?? 1) - 1)
    }
  }

  /** Writes what has changed, in the transaction that changed it. */
  flush(): void {
    for (const { id, destination, subscription, code, status, pattern, count, firstAt, lastAt } of this.changed) {
      this.write.run(id, destination, subscription, code, status, pattern, count, firstAt, lastAt)
    }
    this.changed.clear()
  }

  private find(destination: number, subscription: number, reason: Reason): Group {
    const { code, message } = reason
    const status = reason.status ?? null
    const kind = kindOf({ destination, subscription, code, status })
    const whole = `${kind} ${message}`
    const known = this.byMessage.get(whole)
    if (known) return known
    const of = { destination, subscription, code, status, pattern: hashedPattern(message) }
    const group = this.byPattern.get(keyOf(of)) ?? this.create(of)
    if (this.byMessage.size >= mostRemembered) this.byMessage.clear()
    this.byMessage.set(whole, group)
    return group
  }

  private create(of: Pick<Group, 'destination' | 'subscription' | 'code' | 'status' | 'pattern'>): Group {
    const isOneTooMany = (this.patterns.get(kindOf(of)) ?? 0) >= mostPatterns
    const pattern = isOneTooMany ? otherMessages : of.pattern
    const shared = this.byPattern.get(keyOf({ ...of, pattern }))
    if (shared) return shared
    const group: Group = { ...of, pattern, id: this.nextId++, count: 0, firstAt: 0, lastAt: 0 }
    this.add(group)
    return group
  }

  private add(group: Group): void {
    const kind = kindOf(group)
    this.groups.set(group.id, group)
    this.byPattern.set(keyOf(group), group)
    this.patterns.set(kind, (this.patterns.get(kind) ?? 0) + 1)
  }
}

function kindOf({
  destination,
  subscription,
  code,
  status
}: Pick<Group, 'destination' | 'subscription' | 'code' | 'status'>) {
  return `${destination} ${subscription} ${code} ${status ?? ''}`
}

function keyOf(group: Pick<Group, 'destination' | 'subscription' | 'code' | 'status' | 'pattern'>): string {
  return `${kindOf(group)} ${group.pattern}`
}
