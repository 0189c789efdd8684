import { setTimeout as sleep } from 'node:timers/promises'
import { BacklogFullError, openStore, openStoresOf, noObserver, Replays, Router } from '@partner-destinations/delivery'
import type {
  DeliveryConfig,
  FileReplayRequest,
  Replay,
  ReplayedRecords,
  ReplayRequest,
  StartedReplay,
  StoredEvents,
  StartOptions
} from '@partner-destinations/delivery'
import { throwInWords } from '../deliver/in-words'
import { ask, DeliverError, findRunning } from '../deliver/running'
import type { Running } from '../deliver/running'

/** Events to store, with the position before and after them. */
export interface SentRecords extends Omit<ReplayedRecords, 'events'> {
  events: SentEvent[]
}

/** An event that was read. */
export interface SentEvent {
  /** For an event without one. */
  messageId?: string
  body: ReplayedRecords['events'][number]['body']
  /** The same as JSON. */
  text: string
}

/** How a command replays: by the process that delivers from the store, or by the store itself while none does. */
export interface ReplayAccess {
  /** Whether a process delivers from it. */
  isRunning: boolean
  startFiles(request: FileReplayRequest, options: StartOptions): Promise<StartedReplay>
  startStored(request: ReplayRequest, options: StartOptions): Promise<StartedReplay>
  get(id: number): Promise<Replay>
  /** @throws BacklogFullError */
  add(id: number, records: SentRecords): Promise<Replay>
  /** @throws BacklogFullError */
  advance(id: number, limit: number): Promise<Replay>
  /** Live events of the store, to look at them. */
  storedEvents(after: number, period: { from?: number; to?: number }): Promise<StoredEvents>
  close(): Promise<void>
}

/** By a process that delivers. It may be restarted meanwhile. */
export class RunningReplays implements ReplayAccess {
  readonly isRunning = true

  /**
   * @param store its file, beside which a process says where it is
   * @param patience how long to wait for one that is restarted, in milliseconds
   */
  constructor(private running: Running, private readonly store: string, private readonly patience = 30_000) {}

  startFiles(request: FileReplayRequest, options: StartOptions): Promise<StartedReplay> {
    return ask(this.running, '/api/replays', { ...request, ...options })
  }

  startStored(request: ReplayRequest, options: StartOptions): Promise<StartedReplay> {
    return ask(this.running, '/api/replays/stored', { ...request, ...options })
  }

  async get(id: number): Promise<Replay> {
    const path = `/api/replays/${id}`
    try {
      return await ask(this.running, path)
    } catch (error) {
      await this.findAgain(error)
      return ask(this.running, path)
    }
  }

  async add(id: number, { events, ...rest }: SentRecords): Promise<Replay> {
    const texts = events.map(({ messageId, text }) => {
      return messageId === undefined ? `{"body":${text}}` : `{"messageId":${JSON.stringify(messageId)},"body":${text}}`
    })
    const body = `${JSON.stringify(rest).slice(0, -1)},"events":[${texts.join(',')}]}`
    return this.change(id, 'events', body)
  }

  advance(id: number, limit: number): Promise<Replay> {
    return this.change(id, 'advance', { limit })
  }

  storedEvents(after: number, { from, to }: { from?: number; to?: number }): Promise<StoredEvents> {
    const query = Object.entries({ after, from, to }).filter(([, value]) => value !== undefined)
    return ask(this.running, `/api/replays/stored?${query.map(([name, value]) => `${name}=${value}`).join('&')}`)
  }

  async close() {
    // Nothing is open.
  }

  /** If the answer gets lost, the replay says where it is. */
  private async change(id: number, what: string, body: object | string): Promise<Replay> {
    try {
      return await ask(this.running, `/api/replays/${id}/${what}`, body)
    } catch (error) {
      if (error instanceof DeliverError && error.status === 429) throw new BacklogFullError(NaN)
      await this.findAgain(error)
      return this.get(id)
    }
  }

  /** @throws the error if it is an answer, or the process doesn't come back */
  private async findAgain(error: unknown): Promise<void> {
    if (!(error instanceof DeliverError) || error.status !== undefined) throw error
    const deadline = performance.now() + this.patience
    while (performance.now() < deadline) {
      const running = await findRunning(this.store)
      if (running) {
        this.running = running
        return
      }
      await sleep(300)
    }
    throw new DeliverError(`${error.message} Run the same command again: it goes on where it was.`)
  }
}

/** By the store, which nobody else has open. */
export class OwnReplays implements ReplayAccess {
  readonly isRunning = false

  private constructor(private readonly replays: Replays, readonly close: () => Promise<void>) {}

  /** @throws BadInputError if the store can't be opened */
  static async open(config: DeliveryConfig): Promise<OwnReplays> {
    const { maxBacklog, retention } = config
    const store = await openStoresOf(config, (location) =>
      openStore(location, { maxBacklog, retention }, Date.now, noObserver)
    ).catch(throwInWords)
    const router = new Router(config)
    const replays = new Replays({ config: () => config, router: () => router, store, clock: Date.now })
    return new OwnReplays(replays, () => store.close())
  }

  startFiles(request: FileReplayRequest, options: StartOptions): Promise<StartedReplay> {
    return this.replays.startFiles(request, options).catch(throwInWords)
  }

  startStored(request: ReplayRequest, options: StartOptions): Promise<StartedReplay> {
    return this.replays.startStored(request, options).catch(throwInWords)
  }

  get(id: number): Promise<Replay> {
    return this.replays.get(id).catch(throwInWords)
  }

  add(id: number, records: SentRecords): Promise<Replay> {
    return this.replays.add(id, records).catch(throwInWords)
  }

  advance(id: number, limit: number): Promise<Replay> {
    return this.replays.advance(id, limit).catch(throwInWords)
  }

  storedEvents(after: number, period: { from?: number; to?: number }): Promise<StoredEvents> {
    return this.replays.storedEvents(after, period).catch(throwInWords)
  }
}
