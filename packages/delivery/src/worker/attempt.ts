import type { MayStart, Outcome, PreparedDestination } from '@partner-destinations/runner'
import { isCallError } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import { judge } from '../machine/judge'
import type { Judged } from '../machine/judge'
import { reason } from '../machine/reasons'
import type { Priority } from '../store/store'
import { batchGroups } from './batching'
import { keptOf } from './kept'
import type { LeaseView } from './lease'
import type { Order, Result } from './messages'

/** A request was not sent. */
class NotSentError extends Error {
  readonly name = 'NotSentError'
}

/** Why no further request of an attempt is sent. */
type Stop = 'lease' | 'denied' | 'time'

/** What each of these means if a request was sent before, so that the vendor may have done a part. */
const afterRequests: Record<Stop, Judged> = {
  lease: {
    verdict: { kind: 'unknown', reason: reason('INTERRUPTED', 'The lease ran out between two requests.') }
  },
  denied: {
    verdict: { kind: 'retry', reason: reason('INTERRUPTED', 'The destination was paused between two requests.') }
  },
  time: { verdict: { kind: 'unknown', reason: reason('SELF_TIMEOUT') } }
}

/** How the events of a call ended. */
export type Ending = Omit<Exclude<Result, number>, 'key' | 'requests'>

type Deliver = (payload: JSONObject | JSONObject[]) => Promise<Outcome>

/** What an attempt needs of its thread. */
export interface Surroundings {
  lease: LeaseView
  /** As in `ThreadDestination`. */
  permitMs?: number
  /** Asks for a permit: when it was granted, as in `PermitAnswer`; undefined if it is denied. */
  permit: (priority: Priority) => Promise<bigint | undefined>
  /** The mapping of a subscription. */
  mappingOf: (subscription: string) => JSONObject
}

/** One call of an action, in a destination thread. */
export class Attempt {
  private readonly startedAt = performance.now()
  private requests = 0
  private waitedMs = 0
  private waits = 0
  private stopped?: Stop

  /** @param generation that of the lease that the events were claimed under */
  constructor(
    private readonly order: Order,
    private readonly generation: bigint,
    private readonly around: Surroundings
  ) {}

  /** Makes the call. Resolves to its result; never, if the destination's code never ends. */
  async run({ deliverTo }: PreparedDestination): Promise<Result> {
    const { key, subscription, events, isSample } = this.order
    const options = { keepExchanges: isSample || ('failed' as const), beforeRequest: () => this.beforeRequest() }
    const deliver: Deliver = (payload) => deliverTo(subscription, payload, options)
    if (typeof events !== 'string') return this.resultOf(await this.runBatch(events, deliver))
    const outcome = await deliver(JSON.parse(events) as JSONObject)
    if (outcome.steps.length > 0) return this.resultOf(this.ending(outcome, 1, false))
    return this.requests === 1 ? key : this.resultOf({ judged: judge(outcome, 1) })
  }

  /** The result of a call that ended in this way. */
  resultOf(ending: Ending): Result {
    const { key } = this.order
    return { key, requests: this.requests, ...ending }
  }

  /** Makes a batch call; several, if not all events may be in one batch. */
  private async runBatch(events: string[], deliver: Deliver): Promise<Ending> {
    const batch = events.map((event) => JSON.parse(event) as JSONObject)
    const endings: Required<Ending> = { judged: [], kept: [] }
    for (const group of batchGroups(this.around.mappingOf(this.order.subscription), batch)) {
      const { judged, kept = [] } = await this.runGroup(
        group.map((index) => batch[index]),
        deliver
      )
      for (const [place, index] of group.entries()) {
        endings.judged[index] = judged[place]
        endings.kept[index] = kept[place] ?? {}
      }
    }
    return endings
  }

  private async runGroup(batch: JSONObject[], deliver: Deliver): Promise<Ending> {
    const before = this.requests
    const outcome = await deliver(batch)
    const isBroken = hasBroken(outcome) && this.requests === before && !this.stopped
    if (!isBroken || batch.length === 1) return this.ending(outcome, batch.length, true)
    // One of the events may have broken the call for all. Nothing was sent, so each can go by itself.
    const endings: Ending[] = []
    for (const event of batch) endings.push(this.ending(await deliver([event]), 1, true))
    return {
      judged: endings.flatMap(({ judged }) => judged),
      kept: endings.flatMap(({ kept = [{}] }) => kept)
    }
  }

  /** Ends the attempt if it has taken so long. It may go on, but sends nothing more. */
  endAfter(attemptMs: number): Result | undefined {
    if (this.waits > 0 || performance.now() - this.startedAt - this.waitedMs < attemptMs) return undefined
    this.stopped = 'time'
    const count = typeof this.order.events === 'string' ? 1 : this.order.events.length
    return this.resultOf({ judged: Array<Judged>(count).fill(afterRequests.time) })
  }

  private ending(outcome: Outcome, events: number, isBatch: boolean): Ending {
    if (this.stopped) {
      const released: Judged = { verdict: { kind: 'released' } }
      return { judged: Array<Judged>(events).fill(this.requests > 0 ? afterRequests[this.stopped] : released) }
    }
    const judged = judge(outcome, events)
    return { judged, kept: keptOf(outcome, judged, isBatch) }
  }

  /** Allows one request, or throws. */
  private beforeRequest(): Promise<MayStart> | void {
    this.check()
    const { permitMs } = this.around
    if (permitMs !== undefined) return this.waitForPermit(permitMs)
    this.requests++
  }

  private async waitForPermit(permitMs: number): Promise<MayStart> {
    const { permit } = this.around
    let isFresh: () => boolean
    const began = performance.now()
    this.waits++
    try {
      for (;;) {
        const grantedAt = await permit(this.order.priority)
        if (grantedAt === undefined) this.stopped ??= 'denied'
        this.check()
        // A permit is for a request that is sent now, as the vendor counts by its own clock.
        isFresh = () => grantedAt !== undefined && Number(process.hrtime.bigint() - grantedAt) / 1e6 < permitMs
        if (isFresh()) break
      }
    } finally {
      this.waits--
      this.waitedMs += performance.now() - began
    }
    this.requests++
    return () => {
      const mayStart = isFresh() && this.mayGoOn()
      if (!mayStart) this.requests--
      return mayStart
    }
  }

  private check(): void {
    if (!this.mayGoOn()) throw new NotSentError('The request was not sent.')
  }

  private mayGoOn(): boolean {
    if (!this.around.lease.holds(this.generation)) this.stopped ??= 'lease'
    return this.stopped === undefined
  }
}

/** Whether a whole batch failed without an answer: by the destination's code, or by the mapping. */
function hasBroken({ steps }: Outcome): boolean {
  return steps.some((step) => isCallError(step) && step.code === undefined)
}
