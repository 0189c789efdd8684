import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DestinationConfig } from '../../config/config'
import type { DeliveryState } from '../../machine/delivery'
import { noObserver } from '../../observer'
import type { Observer } from '../../observer'
import { openStore } from '../../store/open'
import type { DeliveryDetails, NewEvent, Store } from '../../store/store'
import type { WorkerPolicy } from '../policy'
import { Workers } from '../workers'
import type { WorkersOptions } from '../workers'
import { mapping, toy } from './toy'
import type { Behaviour } from './toy'

/** What the vendor is asked, and what it answers. */
export interface Asked {
  path: string
  key?: string
  id?: string
  /** The thread that sent it, if its event says so. */
  thread?: number
  ids?: string[]
  at: number
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: object
  /** Resolves when the vendor is to answer. */
  when?: Promise<unknown>
}

/** Short times, so that tests do not wait. No test fails because something takes longer. */
const policy: Partial<WorkerPolicy> = {
  firstBackoffMs: 20,
  maxBackoffMs: 40,
  firstPauseMs: 50,
  maxPauseMs: 100,
  storeRetryMs: 20
}

/** What an event is to be, besides its id. */
export interface EventOptions {
  destination?: string
  subscription?: string
  lane?: string
  behaviour?: Behaviour
  requests?: number
}

type ToyEvent = { id: string } & EventOptions

/**
 * Workers with a store in memory and a vendor, for each test of a file.
 * @param ofFile what its tests change of the policy
 */
export function useWorkers(ofFile: Partial<WorkerPolicy> = {}) {
  const logged: { level: string; message: string; values: object }[] = []
  const asked: Asked[] = []
  const settled: string[] = []
  const waits: number[] = []
  let answer: (asked: Asked) => Answer = () => ({})
  let store: Store
  let workers: Workers | undefined
  let messages = 0
  let skippedMs = 0
  const clock = () => Date.now() + skippedMs
  const eventOf = ({
    id,
    destination = 'toy',
    subscription = 'Send',
    lane,
    behaviour,
    requests
  }: ToyEvent): NewEvent => ({
    source: 'shop',
    messageId: `m${messages++}`,
    fingerprint: 'f',
    receivedAt: Date.now(),
    body: JSON.stringify({ type: 'track', event: 'E', properties: { id, behaviour, requests } }),
    deliveries: [{ destination, subscription, state: 'pending', ...(lane && { lane }) }]
  })
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const key = request.headers['x-key'] as string | undefined
      const one: Asked = { path: String(request.url), key, at: Date.now(), ...(JSON.parse(body) as object) }
      asked.push(one)
      const { status = 200, headers = {}, body: answered = {}, when } = answer(one)
      await when
      if (status === 0) return void request.socket.destroy()
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answered))
    })()
  })
  const log = (level: string) => (values: object, message: string) => void logged.push({ level, values, message })

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  beforeEach(async () => {
    logged.length = asked.length = settled.length = waits.length = 0
    answer = () => ({})
    skippedMs = 0
    store = await openStore(':memory:', storeOptions, clock, noObserver)
  })
  afterEach(async () => {
    await workers?.kill()
    workers = undefined
    await store.close()
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  return {
    asked,
    logged,
    settled,
    waits,
    get store() {
      return store
    },
    answer(by: typeof answer) {
      answer = by
    },
    config(changes: Partial<DestinationConfig> = {}): DestinationConfig {
      const { port } = server.address() as AddressInfo
      return {
        name: 'toy',
        destination: 'toy',
        definition: toy,
        settings: { url: `http://127.0.0.1:${port}/${changes.name ?? 'toy'}`, apiKey: 's3cret-key' },
        sources: ['shop'],
        subscriptions: [{ name: 'Send', subscribe: 'type = "track"', partnerAction: 'send', mapping }],
        order: 'user',
        concurrency: 4,
        retryWindowMs: 60_000,
        maxLaneBlockMs: 60_000,
        ...changes
      }
    },
    async start(destinations: DestinationConfig[], options: Partial<WorkersOptions> = {}): Promise<Workers> {
      const observer: Observer = {
        ...noObserver,
        settled: (_destination, outcome, code) => void settled.push(code ? `${outcome} ${code}` : outcome),
        limiterWait: (_destination, seconds) => void waits.push(seconds)
      }
      workers = await Workers.start({
        store,
        destinations,
        thread: { module: path.join(__dirname, 'toy-thread.ts'), data: undefined },
        threads: 1,
        clock,
        observer,
        log: { info: log('info'), warn: log('warn'), error: log('error') },
        ...options,
        policy: { ...policy, ...ofFile, ...options.policy }
      })
      return workers
    },
    /** Has the clock of the store and the workers go forward. */
    skip(ms: number): void {
      skippedMs += ms
      workers?.wake()
    },
    /** Accepts events, each with one delivery. */
    async accept(...events: ToyEvent[]): Promise<void> {
      await store.accept(events.map(eventOf))
      workers?.wake()
    },
    /** Stores events as a replay, each with one delivery. */
    async replay(...events: ToyEvent[]): Promise<void> {
      const started = { identity: 'hash', title: 'A file', source: 'shop', options: {} }
      const { id, position } = (await store.startReplay(started, false)).replay
      const batch = { at: position, next: position, skipped: 0, bad: 0, isLast: true }
      await store.storeReplayed(id, { ...batch, events: events.map(eventOf) })
      workers?.wake()
    },
    /** Says of each granted permit when it was asked for. No permit was granted before that time. */
    watchPermits(): number[] {
      const grantedAfter: number[] = []
      const permit = store.permit.bind(store)
      store.permit = async (...asked) => {
        const askedAt = Date.now()
        const answer = await permit(...asked)
        if (answer.granted) grantedAfter.push(askedAt)
        return answer
      }
      return grantedAfter
    },
    async count(state: DeliveryState, destination = 'toy'): Promise<number> {
      return (await store.counts())[destination]?.[state] ?? 0
    },
    /** Every delivery with what is known of it, the oldest first. */
    async deliveries(): Promise<DeliveryDetails[]> {
      const rows = await store.list({ limit: 1000 })
      const details = await Promise.all(rows.map(({ id }) => store.details(id)))
      return details.reverse() as DeliveryDetails[]
    },
    /** Waits for something, for as long as the test may last. */
    async until(what: () => boolean | Promise<boolean>): Promise<void> {
      while (!(await what())) await sleep(5)
    }
  }
}

const storeOptions = {
  mode: 'sandbox' as const,
  maxBacklog: 100_000,
  retention: { deliveredMs: 3_600_000, failedMs: 3_600_000 }
}
