import fs from 'node:fs'
import { isServerUrl } from '@partner-destinations/delivery'
import type { DeliveryConfig } from '@partner-destinations/delivery'
import { catalogOf } from '@partner-destinations/server/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import { findStore, loadConfig } from '../deliver/config-file'
import { findRunning } from '../deliver/running'
import { cloudDirectory } from '../places'
import { OwnReplays, RunningReplays } from './access'
import type { ReplayAccess } from './access'
import { refuseWithoutDeliver } from './refusals'
import type { ReplayOptions } from './replay'

/**
 * Looks for a process that delivers, and otherwise for the config.
 * @returns opens the store if it has to. Nobody else can use it then
 * @throws BadInputError if there is no such store or config, or an option needs a process that delivers
 */
export async function findAccess(options: ReplayOptions): Promise<() => Promise<ReplayAccess>> {
  const { store } = findStore(options)
  const running = await findRunning(store)
  if (running) return async () => new RunningReplays(running, store)
  refuseWithoutDeliver(options)
  const config = configOf(options)
  if (config.store === ':memory:') {
    throw new BadInputError('The "store" of the config is in memory: it is there only while deliver runs.')
  }
  if (options.stored && !isServerUrl(config.store) && !fs.existsSync(config.store)) {
    throw new BadInputError(`There is no store ${config.store}: nothing was delivered from it yet.`)
  }
  return () => OwnReplays.open(config)
}

/**
 * The config that says which destinations get the events.
 * @throws BadInputError if it can't be known, or has mistakes
 */
export function configOf({ config, store }: Pick<ReplayOptions, 'config' | 'store'>): DeliveryConfig {
  if (store === undefined) return loadConfig(config, catalogOf(cloudDirectory()), false).config
  throw new BadInputError(
    'The config is needed to know which destinations get the events. Name it with --config instead of --store.'
  )
}
