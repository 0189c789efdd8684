import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock'
import type { Observer } from '../observer'
import { LibsqlStore } from './libsql/libsql-store'
import { StoreThread } from './libsql/store-thread'
import { isServerUrl } from './location'
import { openPostgres } from './postgres/open-postgres'
import type { Store, StoreOptions } from './store'

/**
 * Opens a store, and makes it if there is none. Whatever was in flight is taken back, as of unknown outcome.
 * @param location a file, `:memory:`, or the URL of a PostgreSQL server
 * @param random from 0 to 1, evenly distributed: decides how long to wait before another attempt
 * @throws StoreOpenError if it can't be used, with what to do about it
 */
export async function openStore(
  location: string,
  options: StoreOptions,
  clock: Clock,
  observer: Observer,
  random: () => number = Math.random
): Promise<Store> {
  const { maxBacklog } = options
  const worker = randomBytes(6).readUIntBE(0, 6)
  if (isServerUrl(location)) return openPostgres(location, worker, options, clock, observer, random)
  const now = Math.round(clock())
  const writer = await StoreThread.start({ location, worker, now, options }, clock, maxBacklog)
  const reader =
    location === ':memory:' ? writer : await StoreThread.start({ location, reads: true }, clock, maxBacklog)
  return new LibsqlStore(location, writer, reader, observer, random)
}
