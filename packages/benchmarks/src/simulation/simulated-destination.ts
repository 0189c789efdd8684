import { longerPause, isOver } from '@partner-destinations/delivery/machine/pause'
import { RequestRing } from '@partner-destinations/delivery/machine/request-ring'
import { next } from '@partner-destinations/delivery/machine/transitions'
import { Health } from '@partner-destinations/delivery/worker/health'
import { workerPolicy } from '@partner-destinations/delivery/worker/policy'
import { Lanes } from './lanes'
import type { Job } from './lanes'
import type { Station } from './station'
import type { DestinationOfWorld, Stations, World } from './world'

const HOUR = 3_600_000

/** The defaults of a destination in the config, and the workers' own. */
const retryPolicy = { ...workerPolicy, retryWindowMs: 4 * HOUR, maxLaneBlockMs: HOUR / 4 }

/** How much the times of a vendor's answers differ: one in twenty takes more than twice the mean. */
const ANSWER_SIGMA = 0.5

const unavailable = {
  verdict: { kind: 'retry' as const, reason: { code: '503', message: 'The vendor is down.', status: 503 } }
}
const delivered = { verdict: { kind: 'delivered' as const } }

/** What a worker process knows of a destination. */
interface Worker {
  cores: Station
  health: Health
  inFlight: number
  pausedAt: number
}

/**
 * A destination with what waits for it, the workers that deliver it, and its vendor. The code of delivery itself decides
 * when to retry, when to pause, and when a request may be sent.
 */
export class SimulatedDestination {
  /** Deliveries that are accepted and not settled. */
  backlog = 0
  /** Requests that were sent. */
  requests = 0
  /** Requests that the vendor answered with 503. */
  refused = 0
  /** Deliveries that were given up. */
  failed = 0
  /** Deliveries that the vendor got after a later one of their user. Some are marked as such. */
  readonly overtaken = { marked: 0, unmarked: 0 }
  /** Is told how many milliseconds each delivery took, from its arrival here to that at the vendor. */
  onDelivered?: (latencyMs: number) => void
  private readonly lanes = new Lanes()
  private readonly workers: Worker[]
  private readonly ring?: RequestRing
  private pause: ReturnType<typeof longerPause> | undefined
  /** Until when nothing may be sent because of the rate limit, once somebody waits for that. */
  private limitedUntil = 0
  private readonly lastOfUser = new Map<number, number>()

  constructor(readonly of: DestinationOfWorld, private readonly world: World, private readonly stations: Stations) {
    this.ring = of.rateLimit && new RequestRing(of.rateLimit.requests)
    this.workers = stations.workers.map((cores) => ({
      cores,
      health: new Health(workerPolicy),
      inFlight: 0,
      pausedAt: -Infinity
    }))
  }

  accept(job: Job): void {
    this.backlog++
    this.lanes.add(job)
    this.send()
  }

  /** Sends what may be sent now. */
  private send(): void {
    const { now } = this.stations.timeline
    if (this.isPaused(now) || now < this.limitedUntil) return
    for (let worker = this.freest(); worker; worker = this.freest()) {
      if (this.isLimited(now)) return
      const job = this.lanes.take(now, worker.health.isProbing)
      if (!job) return
      this.ring?.add(now)
      this.attempt(worker, job)
    }
  }

  private isPaused(now: number): boolean {
    if (this.pause && isOver(this.pause, now)) this.pause = undefined
    return this.pause !== undefined
  }

  private isLimited(now: number): boolean {
    const { ring, of } = this
    const waitMs = ring && of.rateLimit ? ring.waitMs(now, of.rateLimit) : 0
    if (waitMs === 0) return false
    this.limitedUntil = now + waitMs
    this.stations.timeline.after(waitMs, () => this.send())
    return true
  }

  /** The worker with the fewest in flight, if it has room. */
  private freest(): Worker | undefined {
    let freest: Worker | undefined
    for (const worker of this.workers) {
      const hasRoom = worker.inFlight < (worker.health.isProbing ? 1 : this.of.concurrency)
      if (hasRoom && (!freest || worker.inFlight < freest.inFlight)) freest = worker
    }
    return freest
  }

  private attempt(worker: Worker, job: Job): void {
    const { timeline, draws, store } = this.stations
    worker.inFlight++
    job.delivery = next(job.delivery, { kind: 'claim' })?.delivery ?? job.delivery
    store.serve(draws.exponential(this.storeMs), () =>
      worker.cores.serve(draws.exponential(this.world.workers.ms), () => {
        const sentAt = timeline.now
        const isDown = this.isDown(sentAt)
        this.arrive(job, isDown)
        timeline.after(draws.logNormal(this.of.answerMs, ANSWER_SIGMA), () =>
          this.answered(worker, job, sentAt, isDown)
        )
      })
    )
  }

  /** A delivery is claimed before its attempt, and settled after it. */
  private get storeMs(): number {
    return this.world.store.claimAndSettleMs / 2
  }

  private isDown(now: number): boolean {
    const [from, to] = this.of.down ?? [Infinity, Infinity]
    return from <= now && now < to
  }

  private arrive({ id, user, acceptedAt, delivery }: Job, isDown: boolean): void {
    this.requests++
    if (isDown) {
      this.refused++
      return
    }
    const last = this.lastOfUser.get(user) ?? 0
    if (id < last) this.overtaken[delivery.outOfOrder ? 'marked' : 'unmarked']++
    this.lastOfUser.set(user, Math.max(id, last))
    this.onDelivered?.(this.stations.timeline.now - acceptedAt)
  }

  private answered(worker: Worker, job: Job, sentAt: number, isDown: boolean): void {
    const { timeline, draws, store } = this.stations
    worker.inFlight--
    const duringOutage = worker.health.confirmsOutage(isDown ? unavailable : delivered)
    this.watch(worker, job, sentAt, isDown)
    const elapsedMs = timeline.now - sentAt
    store.serve(draws.exponential(this.storeMs), () => this.settle(job, elapsedMs, isDown, duringOutage))
    this.send()
  }

  /** Pauses the destination if the answer calls for it. All processes learn of it at once. */
  private watch(worker: Worker, { id }: Job, sentAt: number, isDown: boolean): void {
    const { timeline } = this.stations
    // What began before the pause says nothing new.
    if (isDown && worker.pausedAt > sentAt) return
    const pause = worker.health.note(id, isDown ? unavailable : delivered, timeline.now)
    if (!pause) return
    worker.pausedAt = timeline.now
    this.pause = longerPause(this.pause, pause)
    timeline.after((pause.until ?? Infinity) - timeline.now, () => this.send())
  }

  private settle(job: Job, elapsedMs: number, isDown: boolean, duringOutage: boolean): void {
    const { timeline, draws } = this.stations
    const again = { elapsedMs, policy: retryPolicy, duringOutage }
    const step = isDown
      ? next(job.delivery, { ...unavailable.verdict, ...again, random: draws.part() })
      : next(job.delivery, { kind: 'delivered', elapsedMs })
    if (!step) throw new Error(`A delivery that is ${job.delivery.state} can't be settled.`)
    job.delivery = step.delivery
    if (step.leavesLane) this.lanes.leave(job)
    if (step.dueInMs === undefined) {
      this.backlog--
      if (step.delivery.state === 'failed') this.failed++
    } else {
      job.dueAt = timeline.now + step.dueInMs
      this.lanes.retry(job)
      timeline.after(step.dueInMs, () => this.send())
    }
    this.send()
  }
}
