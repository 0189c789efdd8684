import { randomUUID } from 'node:crypto'
import { BroadcastChannel } from 'node:worker_threads'
import { createLog, Engine, newProcessId } from '@partner-destinations/delivery'
import type { DeliveryConfig, Log, LogStream, Role } from '@partner-destinations/delivery'
import type { HostsOnThisMachine, Sandbox } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { Hono } from 'hono'
import { listDestinations } from '../destinations'
import { answerError } from '../error-answers'
import { guard } from '../guard'
import { RelayedSecrets } from '../relayed-secrets'
import { sandboxRoutes } from '../sandbox-routes'
import { deliveriesPage } from '../tester-page'
import { destinationThread } from './destination-thread'
import { startRehearsal } from './rehearsal'

/** How to start delivery. */
export interface DeliveryOptions {
  config: DeliveryConfig
  /** The folder of the destinations. */
  directory: string
  /** Deliver to the real vendors instead of the sandbox. */
  live: boolean
  /** Which part of the work this process does. Default: all. */
  role?: Role
  /** Where intake listens; port 0 for any that is free. */
  host: string
  port: number
  /** The operating port, on loopback; 0 for any that is free. Default: none, because somebody mounts `engine.routes()`. */
  operatingPort?: number
  /** The metrics port, on `host`; 0 for any that is free. Default: none. */
  metricsPort?: { port: number; token: string }
  /** Takes the vendors' place. Default: a sandbox of its own, unless it delivers live or not at all. */
  sandbox?: Sandbox | HostsOnThisMachine
  /** Destination threads. Default: one for each core. */
  threads?: number
  /** Where log lines go. */
  logTo: LogStream
}

/** Delivery that runs. */
export interface Delivery {
  engine: Engine
  /** For what else the program has to say. */
  log: Log
  /**
   * Goes on with another config, without losing anything.
   * @throws Error if the config can't be used without a restart; then the old one stays
   */
  reload(config: DeliveryConfig): Promise<void>
  /**
   * Stops taking events, lets what is in flight end, and closes everything.
   * @param graceMs how long to wait for what is in flight: 25 s unless given. Closing takes 5 s more at most
   */
  stop(graceMs?: number): Promise<void>
  /** Ends at once. Nothing is lost: what is in flight is attempted again after the next start. */
  kill(): Promise<void>
}

/**
 * Starts delivery: the engine, threads that run the destinations of a folder, and the sandbox unless it delivers live.
 * @throws StoreOpenError if the store can't be used, with what to do about it
 * @throws the system's error if a port can't be used, such as one with code EADDRINUSE
 */
export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
  const { config, directory, live, role, host, port, operatingPort, metricsPort, threads, logTo } = options
  const processId = newProcessId()
  const secrets = new RelayedSecrets()
  remember(config)
  const log = createLog(logTo, (line) => secrets.mask(line), processId)
  const ownSandbox = live || role === 'intake' || options.sandbox ? undefined : await startOwnSandbox(secrets)
  const sandbox = options.sandbox ?? ownSandbox
  const bypasses = new BroadcastChannel(`bypasses ${randomUUID()}`)
  const routes = deliveriesPage('/')
  if (sandbox && 'read' in sandbox) routes.route('/', operatedSandbox(sandbox, directory))
  const engine = await Engine.start({
    config,
    mode: live ? 'live' : 'sandbox',
    role,
    processId,
    thread: destinationThread({ directory, sandbox, bypasses: bypasses.name }),
    threads,
    host,
    port,
    metricsPort,
    operating: operatingPort === undefined ? undefined : { port: operatingPort, guard: guard([]), routes },
    rehearse: (present, onRehearsed) => startRehearsal({ config: present, directory, onRehearsed, log }),
    log
  }).catch(async (error: Error) => {
    await close()
    throw error
  })
  bypasses.onmessage = (message) => engine.metrics.bypassedTransport(String((message as { data: unknown }).data))

  return {
    engine,
    log,
    reload: (next) => {
      remember(next)
      return engine.reload(next)
    },
    stop: async (graceMs) => {
      await engine.stop(graceMs)
      await close()
    },
    kill: async () => {
      await engine.kill()
      await close()
    }
  }

  async function close(): Promise<void> {
    bypasses.close()
    await ownSandbox?.close()
  }

  function remember({ destinations }: DeliveryConfig): void {
    for (const { definition, settings } of destinations) secrets.addDestination(definition, settings)
  }
}

function startOwnSandbox(secrets: RelayedSecrets): Promise<Sandbox> {
  return startVendorSandbox({ echo: true, conceal: (request) => secrets.conceal(request) })
}

/** The sandbox under the operating port, as the local server has it. */
function operatedSandbox(sandbox: Sandbox, directory: string): Hono {
  const listed = listDestinations(directory)
  const folders = {
    list: async () => listed,
    has: async (name: string) => listed.some(({ folder }) => folder === name)
  }
  const app = new Hono()
  app.route('/', sandboxRoutes(sandbox, folders))
  app.onError(answerError)
  return app
}
