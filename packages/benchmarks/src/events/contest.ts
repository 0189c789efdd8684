import { spreadOf, ratios } from '../statistics'
import type { Case } from './case'
import { actionSender, bareSender, minimalSender, preparedSender } from './contestants'
import type { BareSender, Send } from './contestants'
import { measure, sendMany } from './measuring'
import type { EventCost } from './measuring'
import { profileOf, shareOfFiles, shareOfFrames } from './profile'
import { bodyBytesOf, callsOf, requestsOf } from './requests'
import type { CaseResults, Contest, Shares } from './results'
import type { VendorAgent } from './vendor-agent'
import type { RecordedRequest, VendorServer } from './vendor-server'

/** Folders of the parts of the code that a profile is asked for. */
const OWN = /\/packages\/destination-actions\/src\/destinations\//
const MAPPING = /\/actions-core\/dist\/cjs\/mapping-kit\//
const SUBSCRIPTION = /\/@segment\/(destination-subscriptions|fql-ts)\//

/** What sends the event of a case; only our own actions go through the runner as well. */
type Senders = Omit<Contest<Send>, 'bare'> & { bare: BareSender; prepared?: Send }

/**
 * How an event goes through an action beside the smallest action and bare undici, which make the same requests, and
 * beside the runner, which has the same action make them.
 */
export class CaseContest {
  private readonly costs: Contest<EventCost[]> & { prepared: EventCost[] } = {
    action: [],
    minimal: [],
    bare: [],
    prepared: []
  }
  private readonly contestants: (keyof Senders)[]

  private constructor(
    private readonly subject: Case,
    private readonly requests: RecordedRequest[],
    private readonly senders: Senders,
    private readonly server: VendorServer,
    private readonly inFlight: number
  ) {
    this.contestants = Object.keys(senders) as (keyof Senders)[]
  }

  /**
   * Sends one event, to learn which requests it makes.
   *
   * @param hasRunner whether the runner takes part
   */
  static async prepare(subject: Case, server: VendorServer, agent: VendorAgent, inFlight: number, hasRunner: boolean) {
    const requests = await requestsOf(subject, server, agent)
    const senders: Senders = {
      ...(hasRunner && { prepared: preparedSender(subject, agent) }),
      action: actionSender(subject, agent),
      minimal: minimalSender(requests, agent),
      bare: bareSender(requests, server, inFlight)
    }
    return new CaseContest(subject, requests, senders, server, inFlight)
  }

  /** Runs everyone, so that code is compiled and connections are open. */
  async warmUp(events: number): Promise<void> {
    await this.server.answerWith(this.subject.answers)
    for (const contestant of this.contestants) await sendMany(this.senderOf(contestant), events, this.inFlight)
  }

  /**
   * Measures everyone once, one after the other; who begins changes with the round.
   *
   * @throws Error when somebody did not send the same requests as the others
   */
  async round(number: number, events: number): Promise<void> {
    await this.server.answerWith(this.subject.answers)
    for (let turn = 0; turn < this.contestants.length; turn++) {
      const contestant = this.contestants[(number + turn) % this.contestants.length]
      const cost = await measure(this.senderOf(contestant), this.server, events, this.inFlight)
      if (cost.requests !== this.requests.length || cost.bodyBytes !== bodyBytesOf(this.requests)) {
        throw new Error(`${this.subject.name}, ${contestant}: ${cost.requests} requests of ${cost.bodyBytes} bytes.`)
      }
      this.costs[contestant].push(cost)
    }
  }

  /** Profiles the action. */
  async shares(events: number): Promise<Shares> {
    await this.server.answerWith(this.subject.answers)
    const profile = await profileOf(() => sendMany(this.senders.action, events, this.inFlight))
    return {
      own: shareOfFrames(profile, (url) => OWN.test(url)),
      ownWithNode: shareOfFiles(profile, (url) => OWN.test(url)),
      mapping: shareOfFiles(profile, (url) => MAPPING.test(url)),
      subscription: shareOfFiles(profile, (url) => SUBSCRIPTION.test(url))
    }
  }

  results(): CaseResults {
    const figures = (figure: 'cpu' | 'perSecond') => {
      const median = (costs: EventCost[]) => spreadOf(costs.map((cost) => cost[figure])).median
      const { action, minimal, bare } = this.costs
      return { action: median(action), minimal: median(minimal), bare: median(bare) }
    }
    const cpu = (costs: EventCost[]) => costs.map((cost) => cost.cpu)
    return {
      name: this.subject.name,
      calls: callsOf(this.requests),
      bodyBytes: bodyBytesOf(this.requests),
      wireBytes: spreadOf(this.costs.action.map((cost) => cost.wireBytes)).median,
      cpu: figures('cpu'),
      perSecond: figures('perSecond'),
      toMinimal: spreadOf(ratios(cpu(this.costs.action), cpu(this.costs.minimal))),
      toBare: spreadOf(ratios(cpu(this.costs.action), cpu(this.costs.bare))),
      preparedToAction:
        this.costs.prepared.length > 0 ? spreadOf(ratios(cpu(this.costs.prepared), cpu(this.costs.action))) : undefined
    }
  }

  private senderOf(contestant: keyof Senders): Send {
    const sender = this.senders[contestant]
    if (!sender) throw new Error(`${contestant} takes no part.`)
    return sender
  }

  async close(): Promise<void> {
    await this.senders.bare.pool.close()
  }
}
