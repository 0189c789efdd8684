import type { Clock } from '../../clock'
import type { RetryPolicy, Verdict } from '../../machine/delivery'
import type { Claimed, NewDelivery, NewEvent, Settled, Settlement, Store, StoreOptions } from '../store'

/** An engine, as its tests open it. */
export interface EngineUnderTest {
  /** Opens the one store of a test. May be called again once it is closed, if what it wrote lasts. */
  open(options: StoreOptions, clock: Clock, random: () => number): Promise<Store>
  /** Removes everything. */
  remove(): Promise<void>
}

export const hour = 60 * 60 * 1000

export const policy: RetryPolicy = {
  retryWindowMs: 4 * hour,
  maxLaneBlockMs: hour / 4,
  firstBackoffMs: 1000,
  maxBackoffMs: 300_000
}
export const reason = { code: 'MESSAGE_REJECTED', message: 'The vendor answered 500.', status: 500 }
export const retry: Verdict = { kind: 'retry', reason }

const defaults: StoreOptions = {
  mode: 'sandbox',
  maxBacklog: 1000,
  retention: { deliveredMs: 48 * hour, failedMs: 72 * hour }
}

/** The store of a test, its clock, and what tests do with it. */
export class TestStore {
  now = 0
  random = 1
  private lastMessage = 0
  private current?: { engine: EngineUnderTest; store: Store }
  /** It could not be opened again. */
  private isClosed = false

  constructor(private readonly create: () => Promise<EngineUnderTest>) {}

  /** Before each test. */
  async begin(): Promise<void> {
    this.now = Date.UTC(2026, 0, 1)
    this.random = 1
    this.lastMessage = 0
    const engine = await this.create()
    this.current = { engine, store: await this.open(engine) }
    this.isClosed = false
  }

  /** After each test. */
  async end(): Promise<void> {
    await this.close()
    await this.engine.remove()
  }

  private async close(): Promise<void> {
    if (!this.isClosed) await this.store.close()
    this.isClosed = true
  }

  get store(): Store {
    if (!this.current) throw new Error('The test has not begun.')
    return this.current.store
  }

  /** Closes the store and opens it again: with what was in it, if it persists. */
  async reopen(options: Partial<StoreOptions> = {}): Promise<void> {
    await this.close()
    this.current = { engine: this.engine, store: await this.open(this.engine, options) }
    this.isClosed = false
  }

  /** Opens another store, which is empty, beside the one of the test. */
  async openAnother() {
    const engine = await this.create()
    let store: Store | undefined = await this.open(engine)
    const close = async () => {
      await store?.close()
      store = undefined
    }
    return {
      store,
      /** Closes it, and opens it again. */
      reopen: async () => {
        await close()
        store = await this.open(engine)
      },
      remove: async () => {
        await close()
        await engine.remove()
      }
    }
  }

  pending(lane?: string, destination = 'wigzo', subscription = 'Purchases'): NewDelivery {
    return { destination, subscription, state: 'pending', ...(lane !== undefined && { lane }) }
  }

  event(...deliveries: NewDelivery[]): NewEvent {
    const messageId = `message-${++this.lastMessage}`
    const body = JSON.stringify({ messageId, userId: 'user-1', anonymousId: 'anonymous-1' })
    return { source: 'shop', messageId, fingerprint: 'as-sent', receivedAt: this.now, body, deliveries }
  }

  claim(limit = 10, destination = 'wigzo'): Promise<Claimed[]> {
    return this.store.claim([{ destination, limit }])
  }

  settle(claimed: Claimed[], verdict: Verdict, more: Partial<Settlement> = {}): Promise<Settled[]> {
    const { now } = this
    return this.store.settle(
      claimed.map(({ id, attempt }) => ({ id, attempt, verdict, startedAt: now, endedAt: now, policy, ...more }))
    )
  }

  /** The ids of the messages of these deliveries. */
  messages(claimed: Claimed[]): string[] {
    return claimed.map(({ body }) => (JSON.parse(body) as { messageId: string }).messageId)
  }

  /** The newest delivery. */
  async only() {
    const [row] = await this.store.list({ limit: 1 })
    return row
  }

  private get engine(): EngineUnderTest {
    if (!this.current) throw new Error('The test has not begun.')
    return this.current.engine
  }

  private open(engine: EngineUnderTest, options: Partial<StoreOptions> = {}): Promise<Store> {
    return engine.open(
      { ...defaults, ...options },
      () => this.now,
      () => this.random
    )
  }
}
