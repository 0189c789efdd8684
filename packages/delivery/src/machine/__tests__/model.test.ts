import fc from 'fast-check'
import type { DeliveryState } from '../delivery'
import { Model } from '../model'
import type { ModelDelivery } from '../model'
import { destinations, picked, policy, schedules, verdictOf } from '../schedule'
import type { Ending, Event } from '../schedule'

/** What the tests note of a delivery, apart from what the model says. */
interface Notes {
  destination: string
  /** Its user, and what keeps others of that user apart; undefined without an order. */
  lane?: string
  /** When it came into its lane, counted by steps, and since when it has held it back. */
  joined: number
  holds?: number
  /** How often the vendor got it. */
  arrived: number
  /** How often an attempt of it settled it. */
  settled: number
  /** The attempts, and the pauses after them. */
  retriedMs: number
  /** How often a pause followed an attempt. */
  pauses: number
}

interface Claim {
  id: number
  attempt: number
}

const isSettled = (state: DeliveryState) => state !== 'pending' && state !== 'inFlight'

/** Runs a schedule on the model, and looks after each step whether what is promised holds. */
class Run {
  readonly model = new Model()
  private now = 1_000_000
  private steps = 0
  private readonly notes: Notes[] = []
  private inFlight: Claim[] = []
  private readonly late: Claim[] = []

  happen(event: Event): void {
    this.steps++
    switch (event.happens) {
      case 'accept':
        this.model.accept(event.destination, event.user, event.replay)
        this.note(event.destination, laneOf(event.replay === undefined ? 'live' : `replay ${event.replay}`, event.user))
        break
      case 'claim':
        this.claim(event.destination, event.limit, event.freshFirst)
        break
      case 'settle':
        if (this.inFlight.length > 0)
          this.settle(this.inFlight.splice(event.pick % this.inFlight.length, 1)[0], event.ending)
        break
      case 'settleLate':
        if (this.late.length > 0) this.settleLate(this.late[event.pick % this.late.length], event.ending)
        break
      case 'wait':
        this.now += event.ms
        break
      case 'crash':
      case 'loseLease':
        this.lose()
        break
      case 'resend':
        this.resend(picked(this.failed, event.pick))
        break
      case 'discard':
        this.model.discard(this.now, picked(this.failed, event.pick))
        break
      case 'correct':
        for (const id of picked(this.failed, event.pick)) this.correct(id)
        break
      case 'removeFromConfig':
        this.model.failOrphans(this.now, event.destination)
        break
      default:
        this.model[event.happens](event.destination)
    }
    this.check()
  }

  /** Lets everything go well until nothing is left to do. */
  finish(): void {
    for (const destination of destinations) this.happen({ happens: 'resume', destination })
    const well: Ending = { kind: 'delivered', arrived: true, elapsedMs: 0, random: 0 }
    const unsettled = () => this.model.deliveries.filter(({ delivery }) => !isSettled(delivery.state)).length
    for (let rounds = 0; rounds < 200 && unsettled() > 0; rounds++) {
      for (const destination of destinations) this.happen({ happens: 'claim', destination, limit: 10 })
      while (this.inFlight.length > 0) this.happen({ happens: 'settle', pick: 0, ending: well })
      this.happen({ happens: 'wait', ms: policy.maxBackoffMs })
    }
    promised(unsettled() === 0, 'Every delivery is settled when all goes well.')
  }

  private note(destination: string, lane: string | undefined): void {
    this.notes.push({ destination, lane, joined: this.steps, arrived: 0, settled: 0, retriedMs: 0, pauses: 0 })
  }

  private get failed(): number[] {
    return this.model.deliveries.filter(({ delivery }) => delivery.state === 'failed').map(({ id }) => id)
  }

  private resend(ids: number[]): void {
    this.model.resend(this.now, ids)
    for (const id of ids) {
      const { user } = this.model.deliveries[id - 1]
      Object.assign(this.notes[id - 1], {
        ...{ lane: laneOf('resent', user), joined: this.steps, holds: undefined },
        ...{ settled: 0, retriedMs: 0, pauses: 0 }
      })
    }
  }

  private correct(id: number): void {
    this.model.correct(this.now, id)
    const { user, destination } = this.model.deliveries[id - 1]
    this.note(destination, laneOf('resent', user))
  }

  /** What came in by itself, is due, and waits for nothing of its lane. */
  private claimable(destination: string): ModelDelivery[] {
    const unsettled = this.model.deliveries.filter(({ delivery }) => !isSettled(delivery.state))
    return unsettled.filter((each) => {
      const isDue = each.delivery.state === 'pending' && (each.dueAt ?? this.now) <= this.now
      const waits = unsettled.some((other) => {
        return other.id < each.id && each.lane !== undefined && isOfOneLane(other, each)
      })
      return each.destination === destination && each.priority === 0 && isDue && !waits
    })
  }

  private claim(destination: string, limit: number, freshFirst = false): void {
    const retried = this.model.deliveries.filter(({ dueAt }) => dueAt !== undefined)
    const claimed = this.model.claim(this.now, destination, limit, freshFirst)
    const left = this.claimable(destination)
    const hasBehind = claimed.some(({ priority }) => priority === 1)
    const freshLeft = left.filter(({ dueAt }) => dueAt === undefined)
    promised(!hasBehind || (freshFirst ? freshLeft : left).length === 0, 'What came in by itself is claimed first.')
    const hasRetried = claimed.some((each) => retried.includes(each))
    promised(!freshFirst || !hasRetried || freshLeft.length === 0, 'What was retried is claimed last, if asked for.')
    for (const { id, delivery } of claimed) {
      const notes = this.notes[id - 1]
      const { lane, retriedMs, holds = Infinity } = notes
      const before = this.model.deliveries.filter((other) => {
        const its = this.notes[other.id - 1]
        const isEarlier = other.id < id && its.joined < holds
        return isEarlier && lane !== undefined && its.lane === lane && its.destination === destination
      })
      notes.holds ??= this.steps
      const inOrder = before.every((other) => isSettled(other.delivery.state) || other.delivery.outOfOrder)
      promised(inOrder || delivery.outOfOrder, 'A lane keeps its order, and what does not is marked.')
      promised(retriedMs <= policy.retryWindowMs, 'No attempt begins after the retry window.')
      this.inFlight.push({ id, attempt: delivery.attempts })
    }
  }

  private settle({ id, attempt }: Claim, ending: Ending): void {
    const { elapsedMs, random, killed, kind, duringOutage } = ending
    const notes = this.notes[id - 1]
    const wasPossibleDuplicate = this.model.deliveries[id - 1].delivery.possibleDuplicate
    const mayArrive = kind === 'unknown' || kind === 'retry' || kind === 'failed'
    if (kind === 'delivered' || (mayArrive && ending.arrived)) this.arrive(notes, wasPossibleDuplicate)
    const settlement = { id, attempt, verdict: verdictOf(ending), elapsedMs, policy, random, duringOutage, killed }
    promised(this.model.settle(this.now, settlement), 'Who has the lease can settle.')
    const after = this.model.deliveries[id - 1]
    if (kind === 'released') {
      notes.holds = undefined
      return
    }
    const before = notes.retriedMs
    notes.retriedMs += elapsedMs
    if (isSettled(after.delivery.state)) notes.settled++
    else this.checkPause(notes, after)
    if (kind !== 'retry' || !duringOutage) return
    promised(!isSettled(after.delivery.state), 'No delivery fails because the vendor is down.')
    // The time counts until the lane goes on, and no longer.
    notes.retriedMs = Math.max(before, Math.min(notes.retriedMs, policy.maxLaneBlockMs + 1))
  }

  private checkPause(notes: Notes, { dueAt, delivery }: ModelDelivery): void {
    const pauseMs = (dueAt ?? this.now) - this.now
    const longestAfter = (attempts: number) => {
      return Math.min(policy.firstBackoffMs * 2 ** (attempts - 1), policy.maxBackoffMs)
    }
    const left = policy.retryWindowMs - notes.retriedMs
    const isFirst = ++notes.pauses === 1
    // Attempts before a resend are among them, and those of workers that are gone.
    promised(pauseMs <= longestAfter(isFirst ? 1 : delivery.attempts), 'A pause is not longer than backoff allows.')
    promised(
      pauseMs >= Math.min(longestAfter(notes.pauses) / 2, left),
      'A pause is at least half as long, unless the retry window ends.'
    )
    notes.retriedMs += pauseMs
  }

  private settleLate({ id, attempt }: Claim, ending: Ending): void {
    const settlement = { id, attempt, verdict: verdictOf(ending), elapsedMs: 0, policy, random: 0 }
    promised(!this.model.settle(this.now, settlement), 'A settlement is refused once the lease has passed on.')
  }

  /** The vendor may have got any of what was in flight. */
  private lose(): void {
    for (const { id } of this.inFlight) {
      this.arrive(this.notes[id - 1], this.model.deliveries[id - 1].delivery.possibleDuplicate)
      this.notes[id - 1].holds = undefined
    }
    promised(this.model.takeBack(this.now) === this.inFlight.length, 'All that was in flight is taken back.')
    this.late.push(...this.inFlight)
    this.inFlight = []
  }

  private arrive(notes: Notes, possibleDuplicate: boolean): void {
    notes.arrived++
    promised(notes.arrived === 1 || possibleDuplicate, 'What arrives more than once was marked.')
  }

  private check(): void {
    promised(this.model.deliveries.length === this.notes.length, 'Nothing is lost.')
    for (const { id, delivery, lane } of this.model.deliveries) {
      const notes = this.notes[id - 1]
      promised(notes.settled <= 1, 'Nothing is settled twice.')
      promised(delivery.retriedMs === notes.retriedMs, 'Attempts and pauses are counted, and no other time.')
      const waits = lane !== undefined && delivery.state === 'pending'
      promised(!waits || notes.retriedMs <= policy.maxLaneBlockMs, 'A retry holds back its lane for a limited time.')
    }
  }
}

function laneOf(kind: string, user: string | undefined): string | undefined {
  return user === undefined ? undefined : `${kind} ${user}`
}

function isOfOneLane(one: ModelDelivery, other: ModelDelivery): boolean {
  return one.lane === other.lane && one.destination === other.destination
}

/** `expect` takes too long for so many checks. */
function promised(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`Not kept: ${promise}`)
}

it('keeps every promise, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const run = new Run()
      for (const event of schedule) run.happen(event)
      run.finish()
    }),
    { numRuns: 1000 }
  )
})
