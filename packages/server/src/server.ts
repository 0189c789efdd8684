import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { AnswersFolder } from '@partner-destinations/answers'
import type { Sandbox } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { createApp } from './app'
import { ChangeSocket } from './change-socket'
import { Changes } from './changes'
import type { Delivery } from './delivery'
import { RelayedSecrets } from './relayed-secrets'
import { ReloadingDestinations } from './reloading-destinations'
import { RoutedDestinations } from './routed-destinations'

export interface ServerOptions {
  /** The folder of the destinations. */
  directory: string
  /** The destination whose routes are at the root as well. */
  named?: string
  /** 0 for any that is free. */
  port: number
  /** Send requests to the real vendors instead of the sandbox. */
  live: boolean
  /** The folder of canned answers, for vendors without a stand-in. */
  answers?: string
  /** Serve the demo page of the device-mode destinations; not in live mode. */
  browser?: boolean
  /** Deliver to the sandbox, with the default config and a store in memory, and listen here for events; not in live mode. */
  intakePort?: number
  /** Tell pages of changed code, on the port after the server's. */
  changeSocket: boolean
  log: (line: string) => void
}

/** The local server: destinations that follow the changes on disk, in front of the sandbox or the real vendors. */
export class Server {
  private constructor(
    readonly port: number,
    readonly destinations: RoutedDestinations,
    private readonly parts: {
      http: HttpServer
      reloading: ReloadingDestinations
      changes: Changes
      sandbox?: Sandbox
      answers?: AnswersFolder
      delivery?: Delivery
      socket?: ChangeSocket
    }
  ) {}

  /** Where delivery takes events, if the server delivers. */
  get intakePort(): number | undefined {
    return this.parts.delivery?.engine.port
  }

  /**
   * Starts everything, and answers once it can be used.
   * @throws NotFoundError when the named destination does not exist
   * @throws CheckedFileError when a file of canned answers has mistakes
   * @throws Error with code EADDRINUSE when the port is taken; any error of loading the destinations
   */
  static async start(options: ServerOptions): Promise<Server> {
    const { directory, named, browser = false, live, log } = options
    const changes = new Changes()
    const secrets = new RelayedSecrets()
    const answers =
      live || options.answers === undefined
        ? undefined
        : await AnswersFolder.open(options.answers, (lines) => {
            lines.forEach(log)
            changes.announce('answers', 'read')
          })
    const sandbox = live
      ? undefined
      : await startVendorSandbox({
          echo: true,
          answers,
          conceal: (request) => secrets.conceal(request),
          onChange: (name) => changes.announce('holdings', name)
        })
    let socket: ChangeSocket | undefined
    const reloading = new ReloadingDestinations(
      { directory, sandbox: sandbox && { port: sandbox.port, hosts: sandbox.hosts } },
      (lines) => {
        lines.forEach(log)
        changes.announce('change', 'loaded')
        socket?.announce()
      }
    )
    const destinations = new RoutedDestinations(reloading, live ? 'live' : 'sandbox', secrets)
    let delivery: Delivery | undefined
    let http: HttpServer | undefined
    try {
      await reloading.ready()
      if (named !== undefined) await destinations.entry(named)
      if (options.intakePort !== undefined) delivery = await deliver(directory, options.intakePort, log, sandbox)
      const operating = delivery?.engine.routes()
      const app = createApp({ destinations, sandbox, named, browser, operating, changes, log })
      http = createAdaptorServer({ fetch: app.fetch }) as HttpServer
      socket = await listen(http, options)
      const { port } = http.address() as AddressInfo
      return new Server(port, destinations, { http, reloading, changes, sandbox, answers, delivery, socket })
    } catch (error) {
      http?.close()
      await delivery?.kill()
      await reloading.stop()
      await sandbox?.close()
      await answers?.close()
      throw error
    }
  }

  /** Stops everything; calls under way are cut off. */
  async stop(): Promise<void> {
    const { http, reloading, changes, sandbox, answers, delivery, socket } = this.parts
    socket?.close()
    changes.close()
    http.close()
    http.closeAllConnections()
    await reloading.stop()
    await delivery?.kill()
    await sandbox?.close()
    await answers?.close()
  }
}

/** Delivers what is sent to a port of its own, for as long as the server runs. */
function deliver(directory: string, port: number, log: (line: string) => void, sandbox?: Sandbox): Promise<Delivery> {
  // Only here, because it takes a quarter of a second to load.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { startTrial } = require('./delivery/trial') as typeof import('./delivery/trial')
  return startTrial({ directory, port, sandbox, log })
}

/** Listens on the port, and for changes on the next one. Where any port will do, the next has to be free as well. */
async function listen(http: HttpServer, { port, changeSocket }: ServerOptions): Promise<ChangeSocket | undefined> {
  for (;;) {
    http.listen(port, '127.0.0.1')
    await once(http, 'listening')
    if (!changeSocket) return undefined
    try {
      return await ChangeSocket.listen((http.address() as AddressInfo).port + 1)
    } catch (error) {
      if (port !== 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      http.close()
      await once(http, 'close')
    }
  }
}
