import type { Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import type { Hono, MiddlewareHandler } from 'hono'
import type { Clock } from './clock'
import { changesBetween } from './config/changes'
import type { DeliveryConfig, DestinationConfig } from './config/config'
import { writeAddressFile } from './engine/address-file'
import { DiskSpace } from './engine/disk-space'
import { refuseLeftBehind, refuseOtherStores } from './engine/divided-config'
import { close, listen, portOf } from './engine/listening'
import { PeriodicJobs } from './engine/periodic-jobs'
import { newProcessId, refuseRole } from './engine/role'
import type { Role } from './engine/role'
import { StoreHealth } from './engine/store-health'
import { watchStore } from './engine/watched-store'
import { Workforce } from './engine/workforce'
import { Failures } from './failures/failures'
import { createIntake } from './intake/intake'
import type { Log } from './log'
import { allOf } from './observer'
import type { Observer } from './observer'
import { History } from './operate/history'
import { Live } from './operate/live'
import type { Looks } from './operate/live'
import { Metrics } from './operate/metrics'
import { createMetricsServer } from './operate/metrics-port'
import { NoSuchDestinationError } from './operate/operated'
import type { ListedDestination, Operated } from './operate/operated'
import { createOperatingServer } from './operate/operating'
import { operatingRoutes } from './operate/routes'
import { shownMapping } from './operate/shown-mapping'
import { systemUser } from './operate/system-user'
import type { Rehearse } from './rehearsal/rehearsal'
import { Replays } from './replay/replays'
import { Router } from './routing'
import type { Operation, Page } from './store/failures'
import { isServerUrl } from './store/location'
import { openStore } from './store/open'
import { locationOf, locationsOf, openDivisions, wholeOf } from './store/open-divided'
import type { Divisions } from './store/open-divided'
import type { Counts, DeliveryQuery, Mode, NewEvent, Store } from './store/store'
import type { ShownDelivery } from './wire'
import { workerPolicy } from './worker/policy'

/** What an engine is started with. */
export interface EngineOptions {
  config: DeliveryConfig
  mode: Mode
  /** Which part of the work this process does. Default: all. */
  role?: Role
  /** Tells this process from others in logs and metrics. Default: a random one. */
  processId?: string
  /** The module that a destination thread starts with, and what it is given. */
  thread: { module: string; data: unknown }
  /** Destination threads. Default: one for each core. */
  threads?: number
  /** Where intake listens, if this process has it. Port 0: any free one. */
  port: number
  host: string
  /** The metrics port, on the same host. Default: none. */
  metricsPort?: { port: number; token: string }
  /** The operating port, on loopback. Default: none, because somebody else mounts `routes()`. */
  operating?: { port: number; guard: MiddlewareHandler; routes?: Hono }
  /** Tries deliveries out in a sandbox. Default: nothing can be rehearsed. */
  rehearse?: Rehearse
  log: Log
  /** Default: the machine's. */
  clock?: Clock
  /** Opens a store. Default: by its location. */
  openStore?: typeof openStore
}

/** Milliseconds between two times that the engine does what is soon due, and what is not. */
const often = 10_000
const seldom = 60_000
/** How long `stop` waits for what is in flight. With closing everything, it takes 5 seconds more at most. */
const defaultGraceMs = 25_000
/** How long requests get to end when a server closes, and how long the store gets. */
const closingMs = 2_000

/** Entries of the operator log that the page is told of. It asks for older ones. */
const shownOperations = 20

const noCounts: Counts = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

/** Takes events in, keeps them, and delivers them: everything that runs in one process, as far as its role goes. */
export class Engine implements Operated {
  /** Of intake; 0 without it. */
  port = 0
  /** The metrics port, if there is one. */
  metricsPort?: number
  /** Where the operating port is reached, if there is one. */
  operatingUrl?: string
  readonly replays: Replays
  private state: 'starting' | 'running' | 'stopping' = 'starting'
  private config: DeliveryConfig
  private router: Router
  private readonly clock: Clock
  private readonly role: Role
  readonly failures: Failures
  /** All stores as one. */
  private readonly store: Store
  /** The stores, each with its health. */
  private readonly divisions: Divisions
  private readonly healths: StoreHealth[] = []
  private readonly disk: DiskSpace
  private readonly live: Live
  private workers?: Workforce
  private readonly jobs: PeriodicJobs
  private intake?: Server
  private operating?: Server
  private metricsServer?: Server
  private removeAddresses: (() => void)[] = []
  /** Reloading and stopping must not happen at the same time. */
  private exclusive: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly options: EngineOptions,
    readonly metrics: Metrics,
    private readonly history: History,
    private readonly observer: Observer,
    opened: Divisions
  ) {
    const { config, clock = Date.now, log, role = 'all' } = options
    this.role = role
    this.config = config
    this.router = new Router(config)
    this.clock = clock
    this.jobs = new PeriodicJobs(log)
    const [first, ...others] = opened
    this.divisions = [this.watched(first), ...others.map((division) => this.watched(division))]
    this.store = watchStore(
      wholeOf(this.divisions, (name) => this.destination(name)?.store),
      { accepted: (events, outcomes) => this.onAccepted(events.filter((_event, at) => outcomes[at] === 'accepted')) }
    )
    this.failures = new Failures({
      store: this.store,
      destinations: () => this.config.destinations,
      config: () => this.config,
      onPending: () => this.workers?.wake(),
      rehearse: options.rehearse
    })
    this.disk = new DiskSpace(this.store, log)
    this.replays = new Replays({
      config: () => this.config,
      router: () => this.router,
      store: this.store,
      clock: this.clock,
      onStored: (events) => this.onAccepted(events)
    })
    this.live = new Live(this.looks(), history, log)
  }

  /**
   * Opens the store and starts everything. It takes events when this resolves.
   * @throws StoreOpenError if the store can't be used, with what to do about it
   * @throws the system's error if a port can't be used, such as one with code EADDRINUSE
   */
  static async start(options: EngineOptions): Promise<Engine> {
    const {
      config,
      mode,
      role = 'all',
      processId = newProcessId(),
      clock = Date.now,
      openStore: open = openStore
    } = options
    const locations = locationsOf(config)
    refuseRole(role, locations)
    const metrics = new Metrics({ id: processId, role })
    const history = new History(clock)
    const observer = allOf(metrics, history)
    const settings = { mode, leaseMs: workerPolicy.leaseMs, ...keeping(config) }
    const divisions = await openDivisions(locations, (location) => open(location, settings, clock, observer))
    const engine = new Engine(options, metrics, history, observer, divisions)
    try {
      await engine.open()
      return engine
    } catch (error) {
      await engine.kill()
      throw error
    }
  }

  private async open(): Promise<void> {
    const { host, operating, metricsPort, log } = this.options
    await refuseLeftBehind(this.config, this.divisions)
    await this.disk.measure()
    if (this.role !== 'intake') this.workers = await this.startWorkers()
    this.startJobs()
    if (operating) {
      this.operating = createOperatingServer({ ...this.operatingParts(), ...operating })
      await listen(this.operating, operating.port, '127.0.0.1')
      this.operatingUrl = `http://127.0.0.1:${portOf(this.operating)}`
      this.writeAddresses(this.operatingUrl)
    }
    if (metricsPort) {
      this.metricsServer = createMetricsServer({ ...this.operatingParts(), token: metricsPort.token })
      await listen(this.metricsServer, metricsPort.port, host)
      this.metricsPort = portOf(this.metricsServer)
    }
    if (this.role !== 'worker') await this.startIntake()
    this.state = 'running'
    log.info({ role: this.role, ...(this.intake && { port: this.port }) }, 'Delivery has started.')
  }

  /** The operating routes, for an app that checks `Host` and `Origin`. */
  routes(): Hono {
    return operatingRoutes(this.operatingParts())
  }

  /**
   * Goes on with another config. What is accepted meanwhile is routed by the old one or by the new one. What is pending
   * for a destination or subscription that is gone fails.
   * @throws Error if the config can't be used without a restart; then the old one stays
   */
  reload(config: DeliveryConfig): Promise<void> {
    return this.exclusively(async () => {
      refuseOtherStores(
        this.config,
        config,
        this.divisions.map(({ location }) => location)
      )
      const router = new Router(config)
      const before = this.config
      this.config = config
      this.router = router
      await this.workers?.reconfigure(config.destinations)
      const { log } = this.options
      log.info({ destinations: config.destinations.map(({ name }) => name) }, 'The config was reloaded.')
      // The config counts already, so an operator log that can't be written doesn't refuse it.
      await this.wrote('config', { changes: changesBetween(before, config) }, systemUser()).catch((error: Error) => {
        log.error({ error: error.message }, 'The reloaded config is missing in the operator log.')
      })
      if (!isDeepStrictEqual(keeping(before), keeping(config))) {
        log.warn({}, 'A new "retention" or "maxBacklog" counts after the next restart.')
      }
    })
  }

  /**
   * Stops taking events, lets what is in flight end, gives the rest back, and closes everything.
   * @param graceMs how long to wait for what is in flight. Closing takes 5 seconds more at most
   */
  stop(graceMs = defaultGraceMs): Promise<void> {
    // From now on, intake answers 429.
    this.state = 'stopping'
    return this.exclusively(async () => {
      await this.workers?.stop(graceMs)
      await this.closeAll()
      this.options.log.info({}, 'Delivery has stopped.')
    })
  }

  /** Ends at once. What is in flight is taken back when the store is next opened. */
  async kill(): Promise<void> {
    this.state = 'stopping'
    this.intake?.closeAllConnections()
    await this.workers?.kill()
    await this.closeAll()
  }

  async counts(): Promise<Record<string, Counts>> {
    const configured = this.config.destinations.map(({ name }) => [name, noCounts] as const)
    return { ...Object.fromEntries(configured), ...(await this.store.counts()) }
  }

  async destinations(): Promise<ListedDestination[]> {
    const [counts, backlogs, pauses] = await Promise.all([this.counts(), this.store.backlogs(), this.store.pauses()])
    const working = this.workers?.status() ?? {}
    return this.config.destinations.map(({ name, destination, rateLimit }) => ({
      name,
      destination,
      counts: counts[name],
      pause: pauses[name],
      rateLimit,
      limitedUntil: working[name]?.limitedUntil,
      oldestReceivedAt: backlogs[name]?.oldestReceivedAt
    }))
  }

  async pause(name: string, reason = 'Somebody paused it.', by = systemUser()): Promise<ListedDestination> {
    const destination = this.checked(name)
    if (this.workers) await this.workers.pause(destination, reason)
    else await this.store.pause(name, { by: 'operator', reason })
    this.options.log.info({ destination: name, reason }, 'A destination was paused.')
    await this.wrote('pause', { destination: name, reason }, by)
    return this.statusOf(name)
  }

  async resume(name: string, by = systemUser()): Promise<ListedDestination> {
    const destination = this.checked(name)
    if (this.workers) await this.workers.resume(destination)
    else await this.store.resume(name)
    this.options.log.info({ destination: name }, 'A destination was resumed.')
    await this.wrote('resume', { destination: name }, by)
    return this.statusOf(name)
  }

  deliveries(query: DeliveryQuery) {
    return this.store.list(query)
  }

  async delivery(id: number): Promise<ShownDelivery | undefined> {
    const delivery = await this.failures.delivery(id)
    return delivery && { ...delivery, ...shownMapping(this.config.destinations, delivery) }
  }

  operations(page: Page) {
    return this.store.operations(page)
  }

  async erase(person: string, by = systemUser()): Promise<number> {
    const events = await this.store.erase(person)
    this.options.log.info({ events }, 'The events of a person were erased.')
    await this.wrote('erase', {}, by, events)
    return events
  }

  async unreadiness(): Promise<string[]> {
    if (!this.isRunning()) return [`Delivery is ${this.state}.`]
    const reasons = [...this.healths.map(({ problem }) => problem), this.disk.problem, ...this.jobs.problems].filter(
      (one) => one !== undefined
    )
    const counts = await this.store.counts().catch((error: Error) => {
      reasons.push(`The store does not answer: ${error.message}`)
      return {}
    })
    if (this.role === 'worker') return reasons
    const waiting = Object.values(counts).reduce((sum, { pending, inFlight }) => sum + pending + inFlight, 0)
    const { maxBacklog } = this.config
    if (waiting >= maxBacklog) reasons.push(`${waiting} deliveries wait, and "maxBacklog" is ${maxBacklog}.`)
    return reasons
  }

  freeDiskBytes(): number | undefined {
    return this.disk.freeBytes
  }

  private operatingParts() {
    const { metrics, history, live, clock } = this
    return { engine: this, metrics, history, live, clock, log: this.options.log }
  }

  /** What the page is told of. */
  private looks(): Looks {
    return {
      engine: async () => ({ mode: this.options.mode, problems: await this.unreadiness() }),
      destinations: async () => {
        const destinations = await this.destinations()
        return destinations.map((one) => ({ ...one, lately: this.history.lately(one.name) }))
      },
      failures: () => this.failures.groups({}),
      replays: () => this.replays.list(),
      operations: () => this.operations({ limit: shownOperations })
    }
  }

  private startWorkers(): Promise<Workforce> {
    const { thread, threads, log } = this.options
    const { destinations } = this.config
    const places = this.divisions.map(({ location, store }) => ({
      store,
      has: (destination: DestinationConfig) => locationOf(this.config, destination) === location
    }))
    const { clock, observer } = this
    return Workforce.start(places, { destinations, thread, threads, clock, observer, log })
  }

  private watched(division: Divisions[0]): Divisions[0] {
    const health = new StoreHealth(this.options.log, () => this.workers?.wake())
    this.healths.push(health)
    return { ...division, store: watchStore(division.store, health) }
  }

  /** Beside each file, for commands. */
  private writeAddresses(url: string): void {
    const files = this.divisions.map(({ location }) => location).filter(isFile)
    this.removeAddresses = files.map((file) => writeAddressFile(file, url))
  }

  private async startIntake(): Promise<void> {
    const { port, host, log } = this.options
    this.intake = createIntake({
      config: () => this.config,
      router: () => this.router,
      store: this.store,
      clock: this.clock,
      observer: this.observer,
      log,
      isReady: () => this.isRunning()
    })
    await listen(this.intake, port, host)
    this.port = portOf(this.intake)
  }

  private startJobs(): void {
    this.jobs.every(often, 'Measuring the disk', () => this.disk.measure())
    this.jobs.every(often, 'Counting what waits', async () => this.history.look(await this.counts()))
    if (!this.workers) return
    this.jobs.every(often, 'Taking back what was lost', async () => {
      if ((await this.store.takeBack()) > 0) this.workers?.wake()
    })
    this.jobs.every(seldom, 'Removing old events', () => this.store.prune())
    // An event that was accepted during a reload may have been routed by the old config.
    this.jobs.every(seldom, 'Looking for deliveries without a destination', async () => this.workers?.failOrphans())
  }

  private onAccepted(events: NewEvent[]): void {
    this.workers?.wake()
    for (const delivery of events.flatMap(({ deliveries }) => deliveries)) {
      // The others are counted when a worker settles them.
      if (delivery.state !== 'pending') {
        this.observer.settled(delivery.destination, delivery.state, delivery.reason.code)
      }
    }
  }

  /** Writes down what an operator did. */
  private wrote(action: Operation['action'], what: Operation['what'], who: string, count = 0): Promise<number> {
    return this.store.logOperation({ who, action, what, count })
  }

  private isRunning(): boolean {
    return this.state === 'running'
  }

  private destination(name: string): DestinationConfig | undefined {
    return this.config.destinations.find((destination) => destination.name === name)
  }

  /** @throws NoSuchDestinationError */
  private checked(name: string): DestinationConfig {
    const destination = this.destination(name)
    if (destination) return destination
    const names = this.config.destinations.map((one) => one.name)
    throw new NoSuchDestinationError(noSuch('destination', name, names))
  }

  private async statusOf(name: string): Promise<ListedDestination> {
    return (await this.destinations()).find((status) => status.name === name) as ListedDestination
  }

  private exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.exclusive.then(work)
    this.exclusive = result.catch(() => undefined)
    return result
  }

  /** The operating port and the metrics port close last, because they show that the rest is stopping. */
  private async closeAll(): Promise<void> {
    const { log } = this.options
    const failed = (error: Error) => log.error({ error: error.message }, 'The store did not close.')
    this.live.close()
    if (this.intake) await close(this.intake, closingMs)
    await this.jobs.stop()
    await Promise.race([this.store.close().catch(failed), delay(closingMs, undefined, { ref: false })])
    for (const remove of this.removeAddresses) remove()
    if (this.metricsServer) await close(this.metricsServer, 0)
    if (this.operating) await close(this.operating, 0)
  }
}

/** A store in memory or on a server has no file. */
function isFile(store: string): boolean {
  return store !== ':memory:' && !isServerUrl(store)
}

/** What a store is opened with, and keeps. */
function keeping({ retention, maxBacklog }: DeliveryConfig) {
  return { retention, maxBacklog }
}
