import {
  createLog,
  destinationNamed,
  namesForFiles,
  namesForStored,
  Router,
  sourcesIn
} from '@partner-destinations/delivery'
import type { DeliveryConfig, ReplayRequest, ReplayRoute } from '@partner-destinations/delivery'
import { startRehearsal } from '@partner-destinations/server/delivery'
import { inWords } from '../deliver/in-words'
import { cloudDirectory } from '../places'
import { interruptedCode } from '../send/interruption'
import { dryRun } from './dry-run'
import type { DryRunOptions } from './dry-run'
import { dryRunSummary } from './dry-run-summary'

/** What a dry run works with, and how it tells what it found. */
export interface RehearseOptions extends Omit<DryRunOptions, 'rehearsal'> {
  /** The destinations of it get the events. */
  config: DeliveryConfig
  json: boolean
  /** Prints a text. */
  log: (text: string) => void
}

/** Who gets the events of a replay. */
export interface RehearsedRoute {
  /** With the destinations that get them. */
  config: DeliveryConfig
  route: ReplayRoute
  /** That the events can be from. */
  sources: string[]
}

/**
 * How a config makes deliveries of events.
 * @param stored whether they are from the store, and not from files
 * @throws BadInputError if it has no such source or destination
 */
export function routeIn(config: DeliveryConfig, request: ReplayRequest, stored: boolean): RehearsedRoute {
  const names = inWords(() => (stored ? namesForStored : namesForFiles)(config, request))
  const sources = sourcesIn(names)
  const destination = names.destination === undefined ? undefined : destinationNamed(config, names.destination)
  const destinations = config.destinations
    .filter((one) => destination === undefined || one === destination)
    .filter((one) => one.sources.some((source) => sources.includes(source)))
  const needed = { ...config, destinations }
  const route = { router: new Router(needed), source: names.source, destination, receivedAt: Date.now() }
  return { config: needed, route, sources }
}

/**
 * Says what would become of the events. Nothing is stored, and nothing leaves this machine.
 * @returns the exit code: 1 if a record is bad or a delivery would fail
 * @throws BadInputError if the records can't be read
 */
export async function rehearse({ json, log, ...options }: RehearseOptions): Promise<number> {
  const quiet = createLog({ isTTY: false, write: () => undefined }, (line) => line)
  const rehearsal = await startRehearsal({ config: options.config, directory: cloudDirectory(), log: quiet })
  try {
    const found = await dryRun({ ...options, rehearsal })
    const { rehearsed: destinations, ...records } = found
    log(json ? JSON.stringify({ ...records, destinations }) : dryRunSummary(found))
    if (found.isStopped) return interruptedCode
    const hasFailed = Object.values(destinations).some(({ failed }) => failed > 0)
    return hasFailed || found.bad > 0 ? 1 : 0
  } finally {
    await rehearsal.close()
  }
}
