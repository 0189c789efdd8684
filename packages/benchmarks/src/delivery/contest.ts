import { setTimeout } from 'node:timers/promises'
import { bareSender, actionSender } from '../events/contestants'
import type { BareSender, Send } from '../events/contestants'
import { costOf, measure, sendMany } from '../events/measuring'
import type { EventCost } from '../events/measuring'
import { bodyBytesOf, requestsOf } from '../events/requests'
import { VendorAgent } from '../events/vendor-agent'
import type { Protocol, RecordedRequest, VendorServer } from '../events/vendor-server'
import { ratios, spreadOf } from '../statistics'
import { deliveredCase } from './delivered-case'
import type { mainCases } from './delivered-case'
import type { EngineAnswer, EngineProcess } from './engine-process'
import type { LoaderProcess } from './loader-process'
import type { DeliveryCaseResults, DeliveryContest } from './results'

/** Who takes part in the place of all: the server of the vendors, the engine that delivers to it, and what loads that. */
export interface Arena {
  protocol: Protocol
  server: VendorServer
  agent: VendorAgent
  engine: EngineProcess
  loader: LoaderProcess
}

/** How many events at once. */
export interface Load {
  /** Events of each contestant in each round. */
  events: number
  inFlight: number
  perRequest: number
}

const contestants = ['onEvent', 'bare', 'delivery', 'whole'] as const

/** The engine with one action, beside a loop of the framework's `onEvent` and one of undici. */
export class DeliveryContestOfCase {
  private readonly costs: DeliveryContest<EventCost[]> = { onEvent: [], bare: [], delivery: [], whole: [] }
  private readonly destination: string
  private readonly mainThread: number[] = []
  /** Events that the engine was given. */
  private given = 0

  private constructor(
    private readonly subject: typeof mainCases[number],
    private readonly arena: Arena,
    private readonly load: Load,
    private readonly requests: RecordedRequest[],
    private readonly onEvent: Send,
    private readonly bare: BareSender
  ) {
    this.destination = deliveredCase(subject).destination
  }

  /** Sends one event, to learn which requests it makes. */
  static async prepare(subject: typeof mainCases[number], arena: Arena, load: Load): Promise<DeliveryContestOfCase> {
    const { server, agent } = arena
    const requests = await requestsOf(subject, server, agent)
    const bare = bareSender(requests, server, load.inFlight)
    return new DeliveryContestOfCase(subject, arena, load, requests, actionSender(subject, agent), bare)
  }

  /** Runs everyone, so that code is compiled and connections are open. */
  async warmUp(events: number): Promise<void> {
    const { server } = this.arena
    await server.answerWith(this.subject.answers)
    for (const send of [this.onEvent, this.bare]) await sendMany(send, events, this.load.inFlight)
    await this.post(events)
    await this.arena.engine.delivered(this.destination, this.given)
  }

  /**
   * Measures everyone once, one after the other; who begins changes with the round.
   *
   * @throws Error when somebody did not send the same requests as the others
   */
  async round(number: number): Promise<void> {
    const { server } = this.arena
    await server.answerWith(this.subject.answers)
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(number + turn) % contestants.length]
      const cost = await this.measureOne(contestant)
      if (cost.requests !== this.requests.length || cost.bodyBytes !== bodyBytesOf(this.requests)) {
        throw new Error(`${this.subject.name}, ${contestant}: ${cost.requests} requests of ${cost.bodyBytes} bytes.`)
      }
      this.costs[contestant].push(cost)
    }
  }

  results(): DeliveryCaseResults {
    const { onEvent, bare, delivery, whole } = this.costs
    const cpu = (costs: EventCost[]) => costs.map((cost) => cost.cpu)
    const median = (figure: 'cpu' | 'perSecond'): DeliveryContest<number> => {
      const of = (costs: EventCost[]) => spreadOf(costs.map((cost) => cost[figure])).median
      return { onEvent: of(onEvent), bare: of(bare), delivery: of(delivery), whole: of(whole) }
    }
    return {
      name: this.subject.name,
      protocol: this.arena.protocol,
      bodyBytes: bodyBytesOf(this.requests),
      wireBytes: spreadOf(delivery.map((cost) => cost.wireBytes)).median,
      cpu: median('cpu'),
      perSecond: median('perSecond'),
      mainThread: spreadOf(this.mainThread).median,
      faster: {
        delivery: spreadOf(ratios(cpu(onEvent), cpu(delivery))),
        whole: spreadOf(ratios(cpu(onEvent), cpu(whole)))
      },
      toBare: spreadOf(ratios(cpu(delivery), cpu(bare)))
    }
  }

  async close(): Promise<void> {
    await this.bare.pool.close()
  }

  private measureOne(contestant: typeof contestants[number]): Promise<EventCost> {
    const { server } = this.arena
    const { events, inFlight } = this.load
    switch (contestant) {
      case 'onEvent':
      case 'bare':
        return measure(this[contestant], server, events, inFlight)
      case 'delivery':
        return this.measureDelivery()
      case 'whole':
        return this.measureWhole()
    }
  }

  /** What is delivered is in the store before, and waits there. */
  private async measureDelivery(): Promise<EventCost> {
    const { engine } = this.arena
    await engine.ask({ pause: this.destination })
    await this.post(this.load.events)
    return this.measureEngine(() => engine.ask({ resume: this.destination }))
  }

  private async measureWhole(): Promise<EventCost> {
    const { engine } = this.arena
    const { mainCpu: before } = await engine.ask({ look: true })
    const cost = await this.measureEngine(() => this.post(this.load.events))
    const { mainCpu: after } = await engine.ask({ look: true })
    this.mainThread.push((after - before) / this.load.events)
    return cost
  }

  /** @param begin has the engine deliver the events of a round */
  private async measureEngine(begin: () => Promise<unknown>): Promise<EventCost> {
    const { engine, server } = this.arena
    const before = await server.counts()
    const { cpu } = await engine.ask({ collect: 'main' })
    const start = performance.now()
    await begin()
    const after = await this.settled(before.requests + this.load.events * this.requests.length)
    const milliseconds = performance.now() - start
    return costOf(this.load.events, after.cpu - cpu, milliseconds, before, await server.counts())
  }

  private async post(count: number): Promise<void> {
    const { loader } = this.arena
    const { perRequest } = this.load
    const { event } = this.subject
    await loader.post({ writeKey: this.destination, event, from: this.given, count, perRequest, inFlight: 4 })
    this.given += count
  }

  /** Waits for the vendors' server first, because it costs the engine nothing to ask that. */
  private async settled(requests: number): Promise<EngineAnswer> {
    const { engine, server } = this.arena
    while ((await server.counts()).requests < requests) await setTimeout(5)
    return engine.delivered(this.destination, this.given)
  }
}
