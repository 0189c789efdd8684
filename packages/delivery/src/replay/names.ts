import { problemWithFql } from '@partner-destinations/runner'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import type { DeliveryConfig, DestinationConfig } from '../config/config'
import type { ReplayRequest } from './requests'

/** A replay can't be started or go on as it was asked for. The message says why, and what to do. */
export class BadReplayError extends Error {
  readonly name = 'BadReplayError'
}

/** What the events of a replay count as, and who gets them. */
export interface ReplayNames {
  source: string
  destination?: string
}

/** Between the names of several sources. A name has neither of these characters. */
const separator = ', '

/**
 * The source that events of files count as, and their destination.
 * @throws BadReplayError if the config has no such source or destination, or the source is needed
 */
export function namesForFiles(
  config: DeliveryConfig,
  { source: given, destination, only }: ReplayRequest
): ReplayNames {
  checkCondition(only)
  const sources = config.sources.map(({ name }) => name)
  if (given !== undefined && !sources.includes(given)) throw new BadReplayError(noSuch('source', given, sources))
  const possible = destination === undefined ? sources : destinationNamed(config, destination).sources
  const source = given ?? (possible.length === 1 ? possible[0] : undefined)
  if (source === undefined) {
    throw new BadReplayError(`Say which source the events count as. There are: ${possible.join(', ')}.`)
  }
  if (!possible.includes(source)) {
    throw new BadReplayError(`The destination "${destination}" gets no events of the source "${source}".`)
  }
  return { source, destination }
}

/**
 * The same for events of the store: they count as the sources that they are from.
 * @throws BadReplayError if the config has no such source or destination
 */
export function namesForStored(config: DeliveryConfig, request: ReplayRequest): ReplayNames {
  if (request.source !== undefined) return namesForFiles(config, request)
  const { destination, only } = request
  checkCondition(only)
  const sources =
    destination === undefined ? config.sources.map(({ name }) => name) : destinationNamed(config, destination).sources
  return { source: sources.join(separator), destination }
}

/** The sources that events of a replay can be from. */
export function sourcesIn({ source }: ReplayNames): string[] {
  return source.split(separator)
}

/** @throws BadReplayError if the config has no such destination */
export function destinationNamed({ destinations }: DeliveryConfig, name: string): DestinationConfig {
  const found = destinations.find((destination) => destination.name === name)
  if (found) return found
  const names = destinations.map((destination) => destination.name)
  throw new BadReplayError(noSuch('destination', name, names))
}

/** @throws BadReplayError that says what is wrong with a condition in FQL */
function checkCondition(only: string | undefined): void {
  const problem = only === undefined ? undefined : problemWithFql(only)
  if (problem !== undefined) throw new BadReplayError(`The condition ${only} can't be used. ${problem}`)
}
