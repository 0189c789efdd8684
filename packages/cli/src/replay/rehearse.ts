import { createLog, destinationNamed, namesForFiles, Router } from '@partner-destinations/delivery'
import type { DeliveryConfig, ReplayRequest, ReplayRoute } from '@partner-destinations/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import { startRehearsal } from '@partner-destinations/server/delivery'
import { cloudDirectory } from '../places'
import { interruptedCode } from '../send/interruption'
import { dryRun } from './dry-run'
import type { DryRunOptions } from './dry-run'
import { dryRunSummary } from './dry-run-summary'

/** What a dry run works with, and how it tells what it found. */
export interface RehearseOptions extends Omit<DryRunOptions, 'rehearsal' | 'route'> {
  config: DeliveryConfig
  request: ReplayRequest
  json: boolean
  /** Prints a text. */
  log: (text: string) => void
}

/**
 * How a config makes deliveries of events, and the part of it that this needs.
 * @throws BadInputError if it has no such source or destination
 */
export function routeIn(
  config: DeliveryConfig,
  request: ReplayRequest
): { config: DeliveryConfig; route: ReplayRoute } {
  const { source, destination: name } = inWords(() => namesForFiles(config, request))
  const destination = name === undefined ? undefined : destinationNamed(config, name)
  const destinations = config.destinations.filter((one) => destination === undefined || one === destination)
  const needed = { ...config, destinations: destinations.filter(({ sources }) => sources.includes(source)) }
  return { config: needed, route: { router: new Router(needed), source, destination, receivedAt: Date.now() } }
}

/**
 * Says what would become of the events. Nothing is stored, and nothing leaves this machine.
 * @returns the exit code: 1 if a record is bad or a delivery would fail
 * @throws BadInputError if the config has no such source or destination, or a file can't be read
 */
export async function rehearse({ json, log, ...options }: RehearseOptions): Promise<number> {
  const { config, route } = routeIn(options.config, options.request)
  const quiet = createLog({ isTTY: false, write: () => undefined }, (line) => line)
  const rehearsal = await startRehearsal({ config, directory: cloudDirectory(), log: quiet })
  try {
    const found = await dryRun({ ...options, route, rehearsal })
    const { rehearsed: destinations, ...records } = found
    log(json ? JSON.stringify({ ...records, destinations }) : dryRunSummary(found))
    if (found.isStopped) return interruptedCode
    const hasFailed = Object.values(destinations).some(({ failed }) => failed > 0)
    return hasFailed || found.bad > 0 ? 1 : 0
  } finally {
    await rehearsal.close()
  }
}

function inWords<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if ((error as Error).name !== 'BadReplayError') throw error
    throw new BadInputError((error as Error).message)
  }
}
