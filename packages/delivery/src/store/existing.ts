import { noObserver } from '../observer'
import { openStore } from './open'
import type { Store } from './store'

/**
 * Opens a store that is there, for the sandbox or live, to look at it and to change single things while nothing is
 * delivered from it. It keeps everything, however old.
 * @throws StoreOpenError if it can't be used, with what to do about it
 */
export function openExistingStore(location: string): Promise<Store> {
  const options = { maxBacklog: Infinity, retention: { deliveredMs: Infinity, failedMs: Infinity } }
  return openStore(location, options, Date.now, noObserver)
}
