import type { Judged } from '../machine/judge'
import { longerPause } from '../machine/pause'
import { outcomeUnknown, subscriptionRemoved } from '../machine/reasons'
import type { Claimed, Pause, Settled, Settlement } from '../store/store'
import type { DestinationWork } from './destination-work'
import type { Kept, Order, Result } from './messages'
import type { WorkerPolicy } from './policy'
import { Settler } from './settler'
import type { Call } from './waiting'
import type { WorkersOptions } from './workers'

/** A call in a thread. */
export interface Flight {
  order: Order
  isSuspect: boolean
  work: DestinationWork
  call: Call
  /** By the clock. */
  startedAt: number
}

/** What is told to whoever claims. */
export interface OutcomesListener {
  /** A call has ended. */
  onEnded: (flight: Flight) => void
  /** Settlements were written: what they held back in their lanes may be due. */
  onSettled: (work: DestinationWork, dueAt: number | undefined) => void
}

type EndedCall = Omit<Exclude<Result, number>, 'key'>

/** What a key alone says. */
const allDelivered: EndedCall = { requests: 1, judged: [{ verdict: { kind: 'delivered' } }] }
const nothing: Kept = {}

/** Settles what became of calls, and pauses destinations as the verdicts call for. */
export class Outcomes {
  readonly settler: Settler
  private readonly works = new Map<Settlement, { work: DestinationWork; claimed: Claimed }>()

  constructor(
    private readonly options: Pick<WorkersOptions, 'store' | 'observer' | 'log' | 'clock'>,
    policy: WorkerPolicy,
    private readonly listener: OutcomesListener
  ) {
    const { store, log } = options
    this.settler = new Settler(store, policy.storeRetryMs, log, (...written) => this.onSettled(...written))
  }

  /** A call has its result. */
  end(flight: Flight, result: Result): void {
    const { judged, kept, requests }: EndedCall = typeof result === 'number' ? allDelivered : result
    if (requests > 0) this.options.observer.sent(flight.work.of.name, requests)
    const now = this.options.clock()
    const { health } = flight.work
    this.land(flight, now, (index) => {
      const one = judged[index] ?? judged[0]
      return { verdict: one.verdict, duringOutage: health.confirmsOutage(one), ...(kept?.[index] ?? nothing) }
    })
    this.watch(flight, judged, now)
  }

  /** The thread of a call has ended. */
  killed(flight: Flight, why: string, isStopping: boolean): void {
    const message = `${outcomeUnknown.message} The thread of the destination ended: ${why}.`
    const verdict = { kind: 'unknown' as const, reason: { ...outcomeUnknown, message } }
    const killed = isStopping ? {} : { killed: true, alone: flight.isSuspect }
    this.land(flight, this.options.clock(), () => ({ verdict, ...killed }))
  }

  /** A call that never began is given back. */
  releaseFlight(flight: Flight): void {
    this.land(flight, this.options.clock(), () => ({ verdict: { kind: 'released' } }))
  }

  /** What was claimed and is not to be sent now is given back. */
  release(work: DestinationWork, claimed: Claimed[]): void {
    const now = this.options.clock()
    this.settle(work, claimed, now, now, () => ({ verdict: { kind: 'released' } }))
  }

  /** A claimed delivery whose subscription has just been removed. */
  failRemoved(work: DestinationWork, claimed: Claimed): void {
    const now = this.options.clock()
    const why = subscriptionRemoved(claimed.destination, claimed.subscription)
    this.settle(work, [claimed], now, now, () => ({ verdict: { kind: 'failed', reason: why } }))
  }

  /** Holds a destination back. What is claimed and not in a thread is given back, and requests that wait are denied. */
  hold(work: DestinationWork, added: Pause): void {
    const pause = longerPause(work.pause, added)
    if (pause !== added) return
    work.hold(pause)
    this.options.log.warn({ destination: work.of.name, by: pause.by, until: pause.until }, `Paused. ${pause.reason}`)
    this.release(work, work.takeWaiting())
    work.limiter?.deny()
  }

  private land(flight: Flight, now: number, about: (index: number) => SettledAs): void {
    const { work, call, startedAt } = flight
    work.ended(call)
    this.settle(work, call.entries, startedAt, now, about)
    this.listener.onEnded(flight)
  }

  private settle(
    work: DestinationWork,
    claimed: Claimed[],
    startedAt: number,
    endedAt: number,
    about: (index: number) => SettledAs
  ): void {
    if (claimed.length === 0) return
    const policy = work.retryPolicy
    const settlements = claimed.map((one, index): Settlement => {
      const settlement = { id: one.id, attempt: one.attempt, startedAt, endedAt, policy, ...about(index) }
      this.works.set(settlement, { work, claimed: one })
      return settlement
    })
    this.settler.add(settlements)
  }

  private watch({ work, call, startedAt }: Flight, judged: Judged[], now: number): void {
    // A call says once that the vendor is down, however many events it has.
    const [{ id }] = call.entries
    for (const index of call.entries.keys()) {
      const one = judged[index] ?? judged[0]
      // What began before the pause says nothing new.
      if (work.pausedAt > startedAt && one.verdict.kind !== 'delivered') continue
      const pause = work.health.note(id, one, now)
      if (!pause) continue
      work.pausedAt = now
      this.hold(work, pause)
      this.options.store.pause(work.of.name, pause).catch((error: unknown) => {
        this.options.log.error({ error: String(error), destination: work.of.name }, 'The pause could not be stored.')
      })
    }
  }

  private onSettled(settlements: Settlement[], settled: Settled[]): void {
    const { observer, log } = this.options
    for (const [index, settlement] of settlements.entries()) {
      const { work, claimed } = this.works.get(settlement) as { work: DestinationWork; claimed: Claimed }
      this.works.delete(settlement)
      const outcome = settled[index]
      const { verdict, endedAt } = settlement
      const { name } = work.of
      if (!outcome) log.warn({ destination: name, delivery: claimed.id }, 'Settled too late: the lease had passed on.')
      else if (verdict.kind !== 'released') {
        const code = 'reason' in verdict ? verdict.reason.code : undefined
        observer.settled(name, outcome.state === 'pending' ? 'retry' : outcome.state, code)
        if (outcome.state === 'delivered') observer.latency(name, (endedAt - claimed.receivedAt) / 1000)
      }
      this.listener.onSettled(work, outcome?.dueAt)
    }
  }
}

/** The part of a settlement that says how it ended. */
type SettledAs = Pick<Settlement, 'verdict' | 'duringOutage' | 'killed' | 'alone' | 'exchanges' | 'payload'>
