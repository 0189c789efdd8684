import { hash } from 'node:crypto'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { Clock } from '../clock'
import type { DeliveryConfig } from '../config/config'
import { timeOf } from '../intake/timestamps'
import type { Router } from '../routing'
import type { FailureStore } from '../store/failures'
import type { NewReplay, Replay, ReplayBatch, ReplayStore } from '../store/replays'
import type { NewEvent } from '../store/store'
import { maxReplayedEvents } from './limits'
import { destinationNamed, namesForFiles, namesForStored, sourcesIn } from './names'
import { shownOptions } from './requests'
import type { FileReplayRequest, ReplayedRecords, ReplayRequest, StartedReplay, StartOptions } from './requests'
import { routedEvent } from './routed-event'
import type { ReplayRoute } from './routed-event'
import { Selection } from './selection'

/** There is no replay of this id. */
export class NoSuchReplayError extends Error {
  readonly name = 'NoSuchReplayError'

  constructor(id: number) {
    super(`There is no replay ${id}.`)
  }
}

/** Events of the store: a part of those of a period. */
export type StoredEvents = Awaited<ReturnType<ReplayStore['storedEvents']>>

/** What replays work with. They ask for the config and the router each time, because they can be reloaded. */
export interface ReplaysOptions {
  config: () => DeliveryConfig
  router: () => Router
  store: ReplayStore & Pick<FailureStore, 'logOperation'>
  clock: Clock
  /** Is told of events that were stored; of none if there may have been duplicates among them. */
  onStored?: (events: NewEvent[]) => void
}

/** Routes and stores events of the past: for the engine that runs, and for a command that has opened the store itself. */
export class Replays {
  constructor(private readonly options: ReplaysOptions) {}

  /** The newest first. */
  list(): Promise<Replay[]> {
    return this.options.store.replays()
  }

  /** @throws NoSuchReplayError */
  async get(id: number): Promise<Replay> {
    const replay = await this.options.store.replay(id)
    if (!replay) throw new NoSuchReplayError(id)
    return replay
  }

  /**
   * Starts a replay of files, or finds the one that was started with the same contents and options.
   * @throws BadReplayError if the config has no such source or destination
   */
  async startFiles(request: FileReplayRequest, options: StartOptions): Promise<StartedReplay> {
    const { contents, title, totalBytes, from, to, only } = request
    const { source, destination } = namesForFiles(this.options.config(), request)
    const identity = identityOf([contents, source, destination, from, to, only])
    return this.start({ identity, title, source, destination, options: shownOptions(request), totalBytes }, options)
  }

  /**
   * Starts a replay of a period of what the store holds, or finds the one that was started with the same options. It ends
   * now unless it says otherwise.
   * @throws BadReplayError if the config has no such source or destination
   */
  async startStored(request: ReplayRequest, options: StartOptions): Promise<StartedReplay> {
    const { from, to = Math.round(this.options.clock()), only } = request
    const { source, destination } = namesForStored(this.options.config(), request)
    const identity = identityOf(['stored', source, destination, from, request.to, only])
    const shown = shownOptions({ from, to, only })
    return this.start({ identity, title: 'stored events', source, destination, options: shown }, options)
  }

  /**
   * Stores further events of a replay.
   * @returns the replay as it is then. If it is not where the records say, they were not stored
   * @throws NoSuchReplayError, BacklogFullError, StoreUnavailableError
   * @throws BadReplayError if the config has not got its destination any more
   */
  async add(id: number, { events, ...rest }: ReplayedRecords): Promise<Replay> {
    const replay = await this.get(id)
    const route = this.routeOf(replay)
    return this.store(replay, { ...rest, events: events.map((one) => routedEvent(one.body, one.messageId, route)) })
  }

  /**
   * Stores the next events of a replay of the store's own.
   * @param limit at most so many
   * @throws as `add` does
   */
  async advance(id: number, limit = maxReplayedEvents): Promise<Replay> {
    const replay = await this.get(id)
    if (replay.state === 'stored') return replay
    const { position, options } = replay
    const period = { from: timeOf(options.from), to: timeOf(options.to) }
    const { events, next } = await this.options.store.storedEvents(position.record, limit, period)
    const selection = new Selection({ only: options.only as string | undefined })
    const sources = sourcesIn(replay)
    const route = this.routeOf(replay)
    const chosen = events.flatMap(({ source, messageId, body: text }) => {
      const body = JSON.parse(text) as JSONObject
      const isChosen = sources.includes(source) && selection.takes(body) === true
      return isChosen ? [routedEvent(body, messageId, { ...route, source })] : []
    })
    const last = events.length > 0 ? events[events.length - 1].id : position.record
    return this.store(replay, {
      at: position,
      events: chosen,
      skipped: events.length - chosen.length,
      bad: 0,
      next: { ...position, record: next ?? last },
      isLast: next === undefined
    })
  }

  /**
   * Live events that the store holds, to look at them.
   * @param after only events with a larger id
   * @returns `next` is where to go on: absent at the end
   */
  storedEvents(after: number, period: { from?: number; to?: number }): Promise<StoredEvents> {
    return this.options.store.storedEvents(after, maxReplayedEvents, period)
  }

  private async start(replay: NewReplay, { again, by }: StartOptions): Promise<StartedReplay> {
    const started = await this.options.store.startReplay(replay, again)
    if (started.isNew) {
      const { source, destination, options } = replay
      // A condition may name a person.
      const { only: _only, ...period } = options
      const what: Record<string, JSONValue> = { replay: started.replay.id, source, ...period }
      if (destination !== undefined) what.destination = destination
      await this.options.store.logOperation({ who: by, action: 'replay', what, count: 0 })
    }
    return started
  }

  private async store(replay: Replay, batch: ReplayBatch): Promise<Replay> {
    const after = await this.options.store.storeReplayed(replay.id, batch)
    if (!after) throw new NoSuchReplayError(replay.id)
    const areAllNew = after.records.accepted - replay.records.accepted === batch.events.length
    this.options.onStored?.(areAllNew ? batch.events : [])
    return after
  }

  private routeOf({ source, destination: name }: Replay): ReplayRoute {
    const { config, router, clock } = this.options
    const destination = name === undefined ? undefined : destinationNamed(config(), name)
    return { router: router(), source, destination, receivedAt: Math.round(clock()) }
  }
}

function identityOf(parts: unknown[]): string {
  return hash('sha256', JSON.stringify(parts))
}
