import type { Delivery, RetryPolicy, Verdict } from './delivery'
import { outcomeUnknown } from './reasons'
import { created, next } from './transitions'
import type { Input } from './transitions'

/** A delivery of the model. */
export interface ModelDelivery {
  id: number
  destination: string
  /** What orders it; undefined without an order. */
  user?: string
  /** Undefined once it has left its lane, or without one. */
  lane?: string
  /** 1 if it was replayed or resent, or its event corrected. */
  priority: 0 | 1
  /** The replay that it is of. */
  replay?: number
  delivery: Delivery
  /** When to attempt it again; undefined if it waits for no time. */
  dueAt?: number
}

/** How an attempt of the model ended. */
export interface ModelSettlement {
  id: number
  attempt: number
  verdict: Verdict
  elapsedMs: number
  policy: RetryPolicy
  random: number
  duringOutage?: boolean
  killed?: 'alone' | 'amongOthers'
}

/**
 * A store in its simplest form: the table of transitions, and lists. Tests run random schedules on it, and on the engines
 * beside it, which have to end up with the same.
 */
export class Model {
  readonly deliveries: ModelDelivery[] = []
  private readonly paused = new Set<string>()

  accept(destination: string, user?: string, replay?: number): number {
    const kind = replay === undefined ? 'live' : `replay ${replay}`
    return this.add({ destination, user, replay, lane: laneOf(kind, user), priority: replay === undefined ? 0 : 1 })
  }

  /** Failed deliveries are resent, in lanes of their own. */
  resend(now: number, ids: number[]): void {
    for (const each of this.failed(ids)) {
      each.priority = 1
      each.lane = laneOf('resent', each.user)
      this.apply(now, each, { kind: 'resend' })
    }
  }

  discard(now: number, ids: number[]): void {
    for (const each of this.failed(ids)) this.apply(now, each, { kind: 'discarded' })
  }

  /** The event of a failed delivery is corrected: the delivery of that one takes its place. */
  correct(now: number, id: number): void {
    for (const each of this.failed([id])) {
      const { destination, user, replay } = each
      this.add({ destination, user, replay, lane: laneOf('resent', user), priority: 1 })
      this.apply(now, each, { kind: 'corrected' })
    }
  }

  private failed(ids: number[]): ModelDelivery[] {
    return ids.map((id) => this.deliveries[id - 1]).filter(({ delivery }) => delivery.state === 'failed')
  }

  private add(about: Omit<ModelDelivery, 'id' | 'delivery'>): number {
    const id = this.deliveries.length + 1
    this.deliveries.push({ ...about, id, delivery: created('pending') })
    return id
  }

  /**
   * Claims what came in by itself before the rest; of each, the retries that are due, and then new deliveries. Those that
   * came first are claimed first.
   * @param freshFirst all retries come last
   */
  claim(now: number, destination: string, limit: number, freshFirst = false): ModelDelivery[] {
    const claimed: ModelDelivery[] = []
    const isLast = ({ dueAt }: ModelDelivery) => Number(freshFirst && dueAt !== undefined)
    const byDue = [...this.deliveries].sort(
      (a, b) =>
        isLast(a) - isLast(b) || a.priority - b.priority || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.id - b.id
    )
    for (const each of this.paused.has(destination) ? [] : byDue) {
      const due = each.destination === destination && (each.dueAt ?? now) <= now
      if (claimed.length === limit || !due || !this.isFirst(each) || !this.apply(now, each, { kind: 'claim' })) continue
      claimed.push(each)
    }
    return claimed
  }

  /** @returns whether it was taken: not if the lease has passed on */
  settle(now: number, settlement: ModelSettlement): boolean {
    const { id, attempt, verdict, elapsedMs, policy, random, duringOutage, killed } = settlement
    const settled = this.deliveries[id - 1]
    if (settled?.delivery.state !== 'inFlight' || settled.delivery.attempts !== attempt) return false
    const again = { elapsedMs, policy, random }
    const inputs: Record<Verdict['kind'], () => Input> = {
      delivered: () => ({ kind: 'delivered', elapsedMs }),
      filtered: () => ({ ...(verdict as Extract<Verdict, { kind: 'filtered' }>), elapsedMs }),
      failed: () => ({ ...(verdict as Extract<Verdict, { kind: 'failed' }>), elapsedMs }),
      retry: () => ({ ...(verdict as Extract<Verdict, { kind: 'retry' }>), ...again, duringOutage }),
      unknown: () => ({ ...(verdict as Extract<Verdict, { kind: 'unknown' }>), ...again, killed }),
      released: () => ({ kind: 'released' })
    }
    return this.apply(now, settled, inputs[verdict.kind]())
  }

  /** The process ended, or the lease of its worker. */
  takeBack(now: number): number {
    const lost = this.deliveries.filter(({ delivery }) => delivery.state === 'inFlight')
    for (const each of lost) this.apply(now, each, { kind: 'lost' })
    return lost.length
  }

  /** A destination was removed from the config. */
  failOrphans(now: number, destination: string): number {
    const of = this.deliveries.filter((each) => each.destination === destination)
    return of.filter((each) => this.apply(now, each, { kind: 'orphaned', reason: outcomeUnknown })).length
  }

  pause(destination: string): void {
    this.paused.add(destination)
  }

  resume(destination: string): void {
    this.paused.delete(destination)
  }

  /** Whether it is the next one of its lane. */
  private isFirst({ id, destination, lane, dueAt }: ModelDelivery): boolean {
    // What waits for another attempt holds back its lane.
    if (lane === undefined || dueAt !== undefined) return true
    const others = this.deliveries.filter((other) => {
      return other.id !== id && other.destination === destination && other.lane === lane
    })
    return others.every((other) => other.id > id && other.delivery.state !== 'inFlight' && other.dueAt === undefined)
  }

  private apply(now: number, each: ModelDelivery, input: Input): boolean {
    const step = next(each.delivery, input)
    if (!step) return false
    each.delivery = step.delivery
    each.dueAt = step.dueInMs ? now + Math.round(step.dueInMs) : undefined
    if (step.leavesLane) each.lane = undefined
    return true
  }
}

function laneOf(kind: string, user: string | undefined): string | undefined {
  return user === undefined ? undefined : `${kind} ${user}`
}
