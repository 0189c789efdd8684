import type { Role } from '@partner-destinations/delivery'
import { catalogOf, startDelivery } from '@partner-destinations/server/delivery'
import type { Delivery } from '@partner-destinations/server/delivery'
import { cloudDirectory } from '../places'
import { announce } from './announce'
import { check } from './check'
import { loadConfig, readConfigFile } from './config-file'
import { LiveOutput } from './live-output'
import { Reloading } from './reloading'

/** What to deliver, and where to listen. */
export interface DeliverOptions {
  /** The config's file. Default: `delivery.yaml`, if it is there. */
  config?: string
  /** Whether requests go to the real vendors. */
  live: boolean
  /** Which part of the work this process does. */
  role: Role
  /** Of intake; port 0 for any that is free. */
  host: string
  port: number
  operatePort: number
  /** The metrics port, on `host`. Default: none. */
  metricsPort?: { port: number; token: string }
}

/**
 * Checks the config, and tests its credentials.
 * @returns the exit code
 * @throws BadInputError with every mistake in the config
 */
export async function checkConfig({ config, live }: DeliverOptions, log: (text: string) => void): Promise<number> {
  return check(loadConfig(config, catalogOf(cloudDirectory()), live), live, log)
}

/**
 * Delivers until SIGINT or SIGTERM comes. The first lets what is in flight end; a second ends the process at once.
 * @param log prints a text
 * @throws BadInputError with every mistake in the config
 * @throws any error of starting, in words for people where something on this machine keeps it from starting
 */
export async function deliver(options: DeliverOptions, log: (text: string) => void): Promise<void> {
  const { live, role, host, port, operatePort, metricsPort } = options
  // Without this, SIGHUP would end the process while it starts or stops, and while it has no config to read again.
  process.on('SIGHUP', () => undefined)
  const directory = cloudDirectory()
  const catalog = catalogOf(directory)
  const { config, readFrom } = loadConfig(options.config, catalog, live)
  const output = new LiveOutput(process.stderr)
  const delivery = await startDelivery({
    config,
    directory,
    live,
    role,
    host,
    port,
    operatingPort: operatePort,
    metricsPort,
    logTo: output
  })
  const { engine } = delivery
  log(
    announce(
      config,
      { host, port: engine.port, operatingUrl: engine.operatingUrl ?? '', metricsPort: engine.metricsPort },
      { live, role, file: readFrom?.file }
    )
  )
  if (readFrom === undefined) {
    process.on('SIGHUP', () => delivery.log.warn({}, 'There is no config to read again: deliver started without one.'))
  }
  const reloading = readFrom && new Reloading(delivery, config, readFrom, () => readConfigFile(readFrom.file, catalog))
  const routes = engine.routes()
  output.show(async () => (await routes.request('/metrics')).text())
  stopOnSignals(delivery, () => {
    reloading?.close()
    output.close()
  })
}

/** By the number that shells add to 128 for a process that a signal ended. */
const signals = { SIGINT: 2, SIGTERM: 15 } as const

function stopOnSignals(delivery: Delivery, close: () => void): void {
  let isStopping = false
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      if (isStopping) process.exit(128 + number)
      isStopping = true
      close()
      delivery.log.info(
        {},
        'Stopping: what is in flight gets 25 s to end. Press Ctrl+C again to end at once; nothing is lost.'
      )
      delivery.stop().then(
        () => process.exit(0),
        (error: Error) => {
          delivery.log.error({ error: error.message }, 'It did not stop as it should. Nothing is lost.')
          process.exit(1)
        }
      )
    })
  }
}
