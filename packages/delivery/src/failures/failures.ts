import type { JSONObject } from '@segment/actions-core'
import type { DeliveryConfig, DestinationConfig } from '../config/config'
import { excerptCodes } from '../intake/event'
import { laneOf } from '../machine/lane'
import type { Difference } from '../rehearsal/difference'
import type { Rehearse } from '../rehearsal/rehearsal'
import { rehearseFailures } from '../rehearsal/rehearse-failures'
import { Router } from '../routing'
import type { FailureFilter, FailureStore, Page } from '../store/failures'
import type { DeliveryDetails, DeliveryRow, NewDelivery, Store } from '../store/store'
import type { Discarded, Resent, ShownDelivery, ShownGroup, Which } from '../wire'
import { correctedEvent, revisionIds } from './correction'
import { BadEventError, NoSuchDeliveryError, NotFailedError } from './refused'
import { subjectOf } from './subject'

/** What is known of a destination without its definition and its secrets. */
export interface KnownDestination extends Pick<DestinationConfig, 'name' | 'order'> {
  subscriptions: Pick<DestinationConfig['subscriptions'][number], 'name' | 'partnerAction'>[]
}

/** What failed deliveries are handled with. */
export interface FailuresOptions {
  store: Pick<Store, 'details' | 'list' | keyof FailureStore>
  destinations: () => KnownDestination[]
  /**
   * The present config. It is only asked for what needs it.
   * @throws Error in words for people if there is none
   */
  config: () => DeliveryConfig
  /** Something is due that wasn't. */
  onPending: () => void
  /** Tries deliveries out in a sandbox. Default: nothing can be rehearsed. */
  rehearse?: Rehearse
}

/** Deliveries that one step changes. Live traffic waits for no more than that. */
const stepSize = 500

/** Deliveries whose events are read at a time. */
const readSize = 100

/** What operators see of failed deliveries, and do to them. */
export class Failures {
  constructor(private readonly options: FailuresOptions) {}

  /** Failed deliveries by destination, subscription, code and message; the largest group first. */
  async groups(filter: FailureFilter): Promise<ShownGroup[]> {
    const groups = await this.options.store.failureGroups(filter)
    return groups.map((group) => ({ ...group, ...this.actionOf(group) }))
  }

  /** Failed deliveries, the newest first. */
  deliveries(filter: FailureFilter, page: Page): Promise<DeliveryRow[]> {
    return this.options.store.failures(filter, page)
  }

  /** Any delivery, failed or not. */
  async delivery(id: number): Promise<ShownDelivery | undefined> {
    const details = await this.options.store.details(id)
    return details && { ...details, ...this.actionOf(details) }
  }

  /**
   * Makes failed deliveries pending again. Those of events that could not be taken stay failed.
   * @param by who asks
   * @param first only so many, those that were accepted first
   * @throws NoSuchDeliveryError, NotFailedError if single ones are asked for; StoreUnavailableError
   */
  async resend(which: Which, by: string, first = Infinity): Promise<Resent> {
    const { store, destinations, onPending } = this.options
    await this.checkIds(which)
    const operation = await this.log('resend', which, by, first)
    const unordered = destinations().flatMap(({ name, order }) => (order === 'none' ? [name] : []))
    const resent = await this.inSteps(which, first, async (ids) => {
      const count = await store.resend(ids, unordered, operation)
      onPending()
      return count
    })
    return { resent, failed: 'ids' in which ? new Set(which.ids).size - resent : await this.count(which.filter) }
  }

  /**
   * Gives failed deliveries up for good.
   * @param by who asks
   * @throws as `resend`
   */
  async discard(which: Which, by: string): Promise<Discarded> {
    const { store } = this.options
    await this.checkIds(which)
    const operation = await this.log('discard', which, by)
    return { discarded: await this.inSteps(which, Infinity, (ids) => store.discard(ids, operation)) }
  }

  /**
   * What would become of failed deliveries if they were resent now. Nothing is changed, and no vendor is asked.
   * @param first only so many, those that were accepted first
   * @throws NoSuchDeliveryError, NotFailedError if single ones are asked for
   */
  async difference(which: Which, first = Infinity): Promise<Difference> {
    const { store, config, rehearse } = this.options
    if (!rehearse) throw new Error('Delivery was started without a sandbox to rehearse in.')
    await this.checkIds(which)
    return rehearseFailures({ store, config: config(), ids: firstOf(this.pages(which, readSize), first), rehearse })
  }

  /**
   * Puts a corrected event in the place of the one of a failed delivery. It goes to the same subscription. If the failed
   * one had none, because its event could not be taken, the corrected one is routed within its destination.
   * @param event the whole event
   * @param by who asks
   * @returns the ids of the new deliveries
   * @throws NoSuchDeliveryError, NotFailedError; BadEventError if the event can't be delivered; StoreUnavailableError
   */
  async correct(id: number, event: unknown, by: string): Promise<number[]> {
    const { store, onPending } = this.options
    const failed = await this.failed(id)
    const messageId = await this.freeRevisionId(failed)
    const { event: taken, fingerprint, body } = correctedEvent(failed, event, messageId)
    const deliveries = this.deliveriesOf(failed, taken)
    const { source, receivedAt } = failed
    const operation = await this.log('edit', { ids: [id] }, by)
    const ids = await store.correct(id, { source, messageId, fingerprint, receivedAt, body, deliveries }, operation)
    if (!ids) throw new NotFailedError(`Delivery ${id} is not failed any more. Look at it again.`)
    onPending()
    return ids
  }

  /**
   * The events of failed deliveries, as lines that `replay` reads. Each is there once, the oldest first.
   * Those of which only parts were kept are left out.
   * @param by who asks
   * @returns texts of many lines
   */
  async *export(filter: FailureFilter, by: string): AsyncGenerator<string> {
    const { store } = this.options
    await store.logOperation({
      who: by,
      action: 'export',
      what: subjectOf({ filter }),
      count: await this.count(filter)
    })
    let last: string | undefined
    for await (const ids of this.pages({ filter }, readSize)) {
      const lines: string[] = []
      for (const details of await Promise.all(ids.map((id) => store.details(id)))) {
        if (details?.state !== 'failed' || isExcerpt(details)) continue
        // The ids of an event's deliveries follow each other.
        const event = JSON.stringify([details.source, details.messageId])
        if (event !== last) lines.push(`${JSON.stringify(details.event)}\n`)
        last = event
      }
      if (lines.length > 0) yield lines.join('')
    }
  }

  private actionOf(of: { destination: string; subscription?: string }): { action?: string } {
    const destination = this.options.destinations().find(({ name }) => name === of.destination)
    const action = destination?.subscriptions.find(({ name }) => name === of.subscription)?.partnerAction
    return action === undefined ? {} : { action }
  }

  private async count(filter: FailureFilter): Promise<number> {
    return (await this.options.store.failureGroups(filter)).reduce((sum, { count }) => sum + count, 0)
  }

  private log(action: 'resend' | 'discard' | 'edit', which: Which, who: string, first = Infinity): Promise<number> {
    const what = subjectOf(which, Number.isFinite(first) ? first : undefined)
    return this.options.store.logOperation({ who, action, what, count: 0 })
  }

  private async failed(id: number): Promise<DeliveryDetails> {
    const details = await this.options.store.details(id)
    if (!details) throw new NoSuchDeliveryError(id)
    if (details.state === 'failed') return details
    const state = details.state === 'inFlight' ? 'in flight' : details.state
    throw new NotFailedError(`Delivery ${id} is ${state}. Only failed deliveries can be changed.`)
  }

  private async checkIds(which: Which): Promise<void> {
    if ('ids' in which) await Promise.all(which.ids.map((id) => this.failed(id)))
  }

  /**
   * Does something with failed deliveries in ascending order of their ids, until it has changed enough of them.
   * @param change says how many it has changed
   */
  private async inSteps(which: Which, most: number, change: (ids: number[]) => Promise<number>): Promise<number> {
    let changed = 0
    for await (const ids of this.pages(which, stepSize)) {
      for (let at = 0; at < ids.length && changed < most; ) {
        const step = ids.slice(at, at + most - changed)
        changed += await change(step)
        at += step.length
      }
      if (changed >= most) break
    }
    return changed
  }

  /** The ids of failed deliveries in ascending order; none of those that fail meanwhile, or it might never end. */
  private async *pages(which: Which, size: number): AsyncGenerator<number[]> {
    if ('ids' in which) {
      const ids = [...new Set(which.ids)].sort((a, b) => a - b)
      for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size)
      return
    }
    const { store } = this.options
    const [newest] = await store.failures({}, { limit: 1 })
    for (let after: number | undefined = newest ? 0 : undefined; after !== undefined && after < newest.id; ) {
      const page: { ids: number[]; next?: number } = await store.failedIds(which.filter, after, size)
      const ids = page.ids.filter((id) => id <= newest.id)
      if (ids.length > 0) yield ids
      after = page.next
    }
  }

  private async freeRevisionId({ messageId, corrects }: ShownDelivery): Promise<string> {
    for (const id of revisionIds(messageId, corrects !== undefined)) {
      if ((await this.options.store.list({ messageId: id, limit: 1 })).length === 0) return id
    }
    throw new Error('There is always another revision.')
  }

  private deliveriesOf({ source, destination, subscription }: DeliveryDetails, event: JSONObject): NewDelivery[] {
    if (subscription !== undefined) {
      const isOrdered = this.options.destinations().every(({ name, order }) => name !== destination || order === 'user')
      const lane = isOrdered ? laneOf(event) : undefined
      return [{ destination, subscription, state: 'pending', ...(lane !== undefined && { lane }) }]
    }
    const deliveries = new Router(this.options.config()).route(source, event, destination)
    if (deliveries.length > 0) return deliveries
    throw new BadEventError(
      `In the config, the destination "${destination}" takes no events of the source "${source}" any more.`
    )
  }
}

/** The first ids of pages. */
async function* firstOf(pages: AsyncIterable<number[]>, most: number): AsyncGenerator<number[]> {
  let left = most
  for await (const ids of pages) {
    yield ids.slice(0, left)
    left -= ids.length
    if (left <= 0) return
  }
}

/** Whether only parts of its event were kept. */
function isExcerpt({ reason }: DeliveryDetails): boolean {
  return excerptCodes.some((code) => code === reason?.code)
}
