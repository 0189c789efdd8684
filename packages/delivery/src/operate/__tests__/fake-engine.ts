import { deliveryConfig } from '../../__tests__/invented-config'
import { FakeFailureStore } from '../../failures/__tests__/fake-failure-store'
import { Failures } from '../../failures/failures'
import { FakeReplayStore } from '../../replay/__tests__/fake-replay-store'
import { Replays } from '../../replay/replays'
import { Router } from '../../routing'
import type { Page } from '../../store/failures'
import type { DeliveryDetails, DeliveryQuery, DeliveryRow } from '../../store/store'
import { History } from '../history'
import { Live } from '../live'
import type { Looks } from '../live'
import { NoSuchDestinationError } from '../operated'
import type { ListedDestination, Operated } from '../operated'

const counts = { pending: 2, inFlight: 1, delivered: 30, filtered: 4, failed: 5 }

const row: DeliveryRow = {
  id: 7,
  source: 'shop',
  messageId: 'm1',
  destination: 'acme',
  subscription: 'Purchases',
  receivedAt: 1_000,
  state: 'failed',
  attempts: 2,
  retriedMs: 50,
  outOfOrder: false,
  possibleDuplicate: false,
  kills: 0,
  reason: { code: 'MESSAGE_REJECTED', message: 'The vendor refused it.', status: 400 }
}

const config = deliveryConfig()
const router = new Router(config)

const details: DeliveryDetails = { ...row, event: { type: 'track', userId: 'u1' }, attemptRows: [] }

/** An engine with one destination, `acme`, and one delivery, 7. It keeps what it is asked for. */
export class FakeEngine implements Operated {
  status: ListedDestination = { name: 'acme', destination: 'acme-mail', counts, oldestReceivedAt: 40_000 }
  reasons: string[] = []
  free?: number
  /** Thrown by everything that asks the store. */
  failure?: Error
  readonly queries: DeliveryQuery[] = []
  readonly erased: string[] = []
  /** Who asked for what. */
  readonly askers: string[] = []
  readonly store = new FakeFailureStore([{ ...details }])
  readonly failures = new Failures({
    store: this.store,
    destinations: () => deliveryConfig().destinations,
    config: deliveryConfig,
    onPending: () => undefined
  })
  readonly replayed = new FakeReplayStore()
  readonly replays = new Replays({ config: () => config, router: () => router, store: this.replayed, clock: () => 0 })

  async counts() {
    this.askStore()
    return { acme: counts, removed: { ...counts, failed: 9 } }
  }

  async destinations() {
    this.askStore()
    return [this.status]
  }

  async pause(name: string, reason = 'Paused by hand.', by: string) {
    this.find(name)
    this.askers.push(`${by}: pause`)
    this.status = { ...this.status, pause: { by: 'operator', reason } }
    return this.status
  }

  async resume(name: string, by: string) {
    this.find(name)
    this.askers.push(`${by}: resume`)
    this.status = { ...this.status, pause: undefined }
    return this.status
  }

  async deliveries(query: DeliveryQuery) {
    this.queries.push(query)
    return [row]
  }

  async delivery(id: number) {
    return id === row.id ? details : undefined
  }

  operations(page: Page) {
    return this.store.operations(page)
  }

  async erase(person: string, by: string) {
    this.erased.push(person)
    this.askers.push(`${by}: erase`)
    return 3
  }

  async unreadiness() {
    return this.reasons
  }

  freeDiskBytes() {
    return this.free
  }

  private askStore() {
    if (this.failure) throw this.failure
  }

  private find(name: string) {
    if (name !== this.status.name) throw new NoSuchDestinationError(`There is no destination "${name}".`)
  }
}

/** What the routes of the page are made of, for tests of the other routes: the page is told nothing. */
export function pageParts(clock: () => number = Date.now) {
  const history = new History(clock)
  const silent = () => undefined
  return { history, live: new Live(noLooks, history, { info: silent, warn: silent, error: silent }) }
}

export const noLooks: Looks = {
  engine: async () => ({ mode: 'sandbox', problems: [] }),
  destinations: async () => [],
  failures: async () => [],
  replays: async () => [],
  operations: async () => []
}
