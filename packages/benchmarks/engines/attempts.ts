import { setTimeout as sleep } from 'node:timers/promises'
import { load } from './contestant'
import type { EngineEvent } from './contestant'

/** How a test of a contestant differs from delivering as fast as it can. */
export interface AttemptOptions {
  /** The first attempt of each user's first event fails. */
  failsFirst?: boolean
  /** How long an attempt takes. Default: no time. */
  workMs?: number
}

/** What is left after so long isn't delivered. */
const patienceMs = 90_000

/** Attempts the deliveries of events, and looks whether each user's order holds. */
export class Attempts {
  /** The events of each user that are not delivered, by their message ids. */
  private readonly waiting = new Map<string, string[]>()
  private readonly inFlight = new Set<string>()
  private readonly toFail = new Set<string>()
  private readonly deadline = Date.now() + patienceMs
  private onDone?: () => void
  private count = 0
  /** Attempts of an event before an earlier one of its user was delivered. */
  outOfOrder = 0

  constructor(private readonly options: AttemptOptions = {}) {}

  /** Events that are accepted, in this order. */
  expect(events: EngineEvent[]): void {
    for (const { userId, messageId } of events) {
      const queue = this.waiting.get(userId)
      if (queue) queue.push(messageId)
      else {
        this.waiting.set(userId, [messageId])
        if (this.options.failsFirst) this.toFail.add(messageId)
      }
    }
    this.count += events.length
  }

  /** @throws Error if it took too long */
  get left(): number {
    if (this.count > 0 && Date.now() > this.deadline) throw new Error(`${this.count} events are not delivered.`)
    return this.count
  }

  /**
   * Attempts what was claimed at a time.
   * @returns whether each of them succeeded
   */
  async attempt(events: EngineEvent[]): Promise<boolean[]> {
    for (const event of events) this.begin(event)
    if (this.options.workMs) await sleep(this.options.workMs)
    return events.map((event) => this.end(event))
  }

  /** Resolves when all are delivered. */
  async done(): Promise<void> {
    if (this.left === 0) return
    const timer = new AbortController()
    const late = sleep(this.deadline - Date.now(), undefined, { signal: timer.signal })
    await Promise.race([new Promise<void>((resolve) => (this.onDone = resolve)), late])
    timer.abort()
    late.catch(() => undefined)
    if (this.left > 0) throw new Error(`${this.left} events are not delivered.`)
  }

  private begin({ userId, messageId }: EngineEvent): void {
    if (this.inFlight.has(userId) || this.waiting.get(userId)?.[0] !== messageId) this.outOfOrder++
    this.inFlight.add(userId)
  }

  private end({ userId, messageId }: EngineEvent): boolean {
    this.inFlight.delete(userId)
    if (this.toFail.delete(messageId)) return false
    const queue = this.waiting.get(userId) ?? []
    const index = queue.indexOf(messageId)
    if (index === -1) throw new Error(`${messageId} was delivered twice.`)
    queue.splice(index, 1)
    this.count--
    if (this.count === 0) this.onDone?.()
    return true
  }
}

/** How a contestant that hands out lists claims and settles one. */
export interface ListCalls<Claimed> {
  claim: (limit: number) => Promise<Claimed[]>
  eventOf: (claimed: Claimed) => EngineEvent
  settle: (claimed: Claimed[], succeeded: boolean[]) => Promise<unknown>
}

/** Delivers in lists, so many of them at a time. */
export async function deliverInLists<Claimed>(
  attempts: Attempts,
  { claim, eventOf, settle }: ListCalls<Claimed>,
  lists: number = load.lists
): Promise<void> {
  const deliverOn = async () => {
    while (attempts.left > 0) {
      const claimed = await claim(load.perCall)
      if (claimed.length > 0) await settle(claimed, await attempts.attempt(claimed.map(eventOf)))
      else await sleep(5)
    }
  }
  await Promise.all(Array.from({ length: lists }, deliverOn))
}
