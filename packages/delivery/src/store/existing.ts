import { noObserver } from '../observer'
import { openStore } from './open'
import { openStoresOf } from './open-divided'
import type { DividedConfig } from './open-divided'
import type { Store } from './store'

/**
 * Opens a store that is there, or the stores of a config as one. It can be of either mode. You can look at it, and change
 * single things, while nothing is delivered from it. It keeps everything, however old.
 * @param destinations of the config, if they have stores of their own
 * @throws StoreOpenError if it can't be used, with what to do about it
 */
export function openExistingStore(store: string, destinations: DividedConfig['destinations'] = []): Promise<Store> {
  const options = { maxBacklog: Infinity, retention: { deliveredMs: Infinity, failedMs: Infinity } }
  return openStoresOf({ store, destinations }, (location) => openStore(location, options, Date.now, noObserver))
}
