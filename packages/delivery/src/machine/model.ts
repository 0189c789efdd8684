import type { Delivery, RetryPolicy, Verdict } from './delivery'
import { outcomeUnknown } from './reasons'
import { created, next } from './transitions'
import type { Input } from './transitions'

/** A delivery of the model. */
export interface ModelDelivery {
  id: number
  destination: string
  /** Undefined once it has left its lane, or without one. */
  lane?: string
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
  killed?: 'alone' | 'amongOthers'
}

/**
 * A store in its simplest form: the table of transitions, and lists. Tests run random schedules on it, and on the engines
 * beside it, which have to end up with the same.
 */
export class Model {
  readonly deliveries: ModelDelivery[] = []
  private readonly paused = new Set<string>()

  accept(destination: string, lane?: string): number {
    const id = this.deliveries.length + 1
    this.deliveries.push({ id, destination, lane, delivery: created('pending') })
    return id
  }

  /** Claims the retries that are due, and then new deliveries. Those that came first are claimed first. */
  claim(now: number, destination: string, limit: number): ModelDelivery[] {
    const claimed: ModelDelivery[] = []
    const byDue = [...this.deliveries].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.id - b.id)
    for (const each of this.paused.has(destination) ? [] : byDue) {
      const due = each.destination === destination && (each.dueAt ?? now) <= now
      if (claimed.length === limit || !due || !this.headsLane(each) || !this.apply(now, each, { kind: 'claim' }))
        continue
      claimed.push(each)
    }
    return claimed
  }

  /** @returns whether it was taken: not if the lease has passed on */
  settle(now: number, { id, attempt, verdict, elapsedMs, policy, random, killed }: ModelSettlement): boolean {
    const settled = this.deliveries[id - 1]
    if (settled?.delivery.state !== 'inFlight' || settled.delivery.attempts !== attempt) return false
    const again = { elapsedMs, policy, random }
    const inputs: Record<Verdict['kind'], () => Input> = {
      delivered: () => ({ kind: 'delivered', elapsedMs }),
      filtered: () => ({ ...(verdict as Extract<Verdict, { kind: 'filtered' }>), elapsedMs }),
      failed: () => ({ ...(verdict as Extract<Verdict, { kind: 'failed' }>), elapsedMs }),
      retry: () => ({ ...(verdict as Extract<Verdict, { kind: 'retry' }>), ...again }),
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

  private headsLane({ id, destination, lane }: ModelDelivery): boolean {
    if (lane === undefined) return true
    return !this.deliveries.some((other) => other.id < id && other.destination === destination && other.lane === lane)
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
