import { createRequire } from 'node:module'
import path from 'node:path'
import { answerQuestions } from '../src/asked-process'
import { numbered } from '../src/delivery/delivered-case'
import { track } from '../src/events/segment-events'
import { Attempts } from './attempts'
import { load } from './contestant'
import type { Contestant, EngineEvent, EventQueue, Limit } from './contestant'
import type { ContestantAnswer, ContestantQuestion, ContestantStart } from './contestant-process'
import { contestants } from './contestants'

/** Events of a user that follow each other at once, as a browser sends them. */
const TOGETHER = 2

/** The process of `ContestantProcess`. */
async function main({ name, folder, url, alternatives }: ContestantStart) {
  const require = createRequire(path.join(alternatives, 'package.json'))
  const contestant = await contestants[name].open({
    folder,
    url,
    alternative: <Module>(alternative: string) => require(alternative) as Module
  })
  const bench = new Bench(contestant)
  return {
    first: { ordered: contestant.ordered !== undefined, limited: contestant.limited !== undefined },
    answer: (question: ContestantQuestion) => bench.answer(question)
  }
}

/** Measures a contestant. */
class Bench {
  private attempts = new Attempts()
  private accepted = 0

  constructor(private readonly contestant: Contestant) {}

  async answer(question: ContestantQuestion): Promise<ContestantAnswer> {
    if ('accept' in question) return this.accept(question.accept)
    if ('deliver' in question) return this.deliver(this.queueOf(question.deliver))
    if ('retry' in question) return this.retry(question.retry)
    return this.limited(question.limited)
  }

  private async accept({ users, count, perCall, inFlight }: AcceptQuestion): Promise<ContestantAnswer> {
    this.attempts = new Attempts()
    const events = this.newEvents(count, (index) =>
      users === 'same' ? Math.floor(index / TOGETHER) % load.users : undefined
    )
    this.attempts.expect(events)
    const calls = Array.from({ length: Math.ceil(count / perCall) }, (_, index) =>
      events.slice(index * perCall, (index + 1) * perCall)
    )
    const queue = this.queueOf(users)
    const start = performance.now()
    await inTurn(calls, inFlight, (call) => queue.accept(call))
    return this.since(start)
  }

  private async deliver(queue: EventQueue): Promise<ContestantAnswer> {
    const start = performance.now()
    const stop = await queue.deliver(this.attempts)
    const answer = this.since(start)
    await stop?.()
    return answer
  }

  private async retry({ users, each }: { users: number; each: number }): Promise<ContestantAnswer> {
    // Long enough to see two attempts of a user at the same time.
    this.attempts = new Attempts({ failsFirst: true, workMs: 5 })
    const events = this.newEvents(users * each, (index) => index % users)
    this.attempts.expect(events)
    // Each event of a user is in a call of its own.
    const calls = Array.from({ length: each }, (_, index) => events.slice(index * users, (index + 1) * users))
    const queue = this.queueOf('same')
    await inTurn(calls, 1, (call) => queue.accept(call))
    return this.deliver(queue)
  }

  private async limited({ limit, burst, afterMs }: LimitedQuestion): Promise<ContestantAnswer> {
    const start = performance.now()
    const starts = (await this.contestant.limited?.(limit, burst, afterMs)) ?? []
    const inWindow = starts.map((first) => starts.filter((one) => one >= first && one < first + limit.windowMs).length)
    return { ...this.since(start), inWindow: Math.max(...inWindow) }
  }

  private queueOf(users: 'different' | 'same'): EventQueue {
    const queue = users === 'same' ? this.contestant.ordered : this.contestant.any
    if (!queue) throw new Error('It keeps no order.')
    return queue
  }

  /** @param userOf the number of an event's user. Without one, nobody else has it */
  private newEvents(count: number, userOf: (index: number) => number | undefined): EngineEvent[] {
    return Array.from({ length: count }, (_, index) => {
      const event = numbered(track, this.accepted++)
      const user = userOf(index)
      return user === undefined ? event : { ...event, userId: numbered(track, user).userId }
    })
  }

  private since(start: number): ContestantAnswer {
    const milliseconds = performance.now() - start
    const memory = process.resourceUsage().maxRSS * 1024
    return { milliseconds, outOfOrder: this.attempts.outOfOrder, memory }
  }
}

interface AcceptQuestion {
  users: 'different' | 'same'
  count: number
  perCall: number
  inFlight: number
}

interface LimitedQuestion {
  limit: Limit
  burst: number
  afterMs: number
}

/** Makes calls, some of them at a time, in this order. */
async function inTurn<Call>(calls: Call[], inFlight: number, make: (call: Call) => Promise<void>): Promise<void> {
  const rest = calls.values()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (const call of rest) await make(call)
    })
  )
}

answerQuestions(main)
