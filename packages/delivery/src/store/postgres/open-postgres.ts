import type { Clock } from '../../clock'
import type { Observer } from '../../observer'
import { moveProblem } from '../moved'
import { StoreOpenError, StoreUnavailableError } from '../store'
import type { StoreOptions } from '../store'
import { Changes } from './changes'
import { clientConfig, Connections } from './connections'
import type { Statement } from './connections'
import { migrate } from './migrate'
import { PostgresStore } from './postgres-store'
import { ServerClock } from './server-clock'
import { isReported, isUnavailable, sentenceFor } from './server-errors'
import { readServerUrl } from './server-url'

/** The oldest version that is tested. */
const oldestVersion = 15

const server: Statement = {
  text: `SELECT current_setting('server_version_num')::integer / 10000 AS version,
    current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isStandby"`
}

/**
 * Opens a store on a server, and makes it if there is none.
 * @param worker the id of this process
 * @param random from 0 to 1, evenly distributed: decides how long to wait before another attempt
 * @throws StoreOpenError if it can't be used, with what to do about it
 */
export async function openPostgres(
  url: string,
  worker: number,
  options: StoreOptions,
  clock: Clock,
  observer: Observer,
  random: () => number
): Promise<PostgresStore> {
  const address = readServerUrl(url)
  const config = clientConfig(address)
  const connections = new Connections(config)
  const serverClock = new ServerClock(connections, clock)
  const changes = new Changes(connections, config, String(worker))
  const store = new PostgresStore(connections, serverClock, changes, worker, options, observer, random)
  try {
    await connect(connections)
    await check(connections)
    await migrate(connections, options.mode)
    await store.renew()
  } catch (error) {
    await connections.close()
    throw openErrorOf(error, address.shown)
  }
  try {
    if (!options.isMoving) await refuseMoved(store)
    return store
  } catch (error) {
    await store.close().catch(() => undefined)
    throw openErrorOf(error, address.shown)
  }
}

/**
 * Refuses a store that is being moved or was moved, and one that a move has filled only in part. A process takes its lease
 * first, and then looks for a move. A move notes that it begins, and then looks for leases. So one of the two sees the other.
 */
async function refuseMoved(store: PostgresStore): Promise<void> {
  const [departure, arrival] = await Promise.all([store.note('departure'), store.note('arrival')])
  const problem = moveProblem({ departure, arrival })
  if (problem !== undefined) throw new StoreOpenError(problem)
}

/** @throws StoreOpenError if there is no connection: the reason is `pg`'s, of the network, of TLS, or of a password file */
async function connect(connections: Connections): Promise<void> {
  try {
    await connections.open()
  } catch (error) {
    if (isReported(error)) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new StoreOpenError(/^E[A-Z]+$/.test(code) ? `PostgreSQL can't be reached (${code}).` : `${message}.`)
  }
}

async function check(connections: Connections): Promise<void> {
  const [{ version, encoding, isStandby }] = await connections.query<{
    version: number
    encoding: string
    isStandby: boolean
  }>(server)
  if (version < oldestVersion) {
    throw new StoreOpenError(`The server is PostgreSQL ${version}. Use version ${oldestVersion} or later.`)
  }
  if (encoding !== 'UTF8') {
    throw new StoreOpenError(`The database has the encoding ${encoding}. Make one with the encoding UTF8.`)
  }
  if (isStandby) throw new StoreOpenError('The server is a standby, which can only be read. Connect to the primary.')
}

function openErrorOf(error: unknown, shown: string): unknown {
  const opening = `The store ${shown} can't be opened.`
  if (error instanceof StoreOpenError) return new StoreOpenError(`${opening} ${error.message}`)
  if (error instanceof StoreUnavailableError) return new StoreOpenError(`${opening} ${error.message}`)
  const known = isReported(error) && Object.entries(advice).find(([state]) => error.code?.startsWith(state))
  if (known) return new StoreOpenError(`${opening} ${sentenceFor(error)} ${known[1]}`)
  return isUnavailable(error) ? new StoreOpenError(`${opening} ${sentenceFor(error)}`) : error
}

/** What to do about errors that only opening a store has. */
const advice = {
  '28': 'Check the user and the password: in the URL, in PGPASSWORD, or in the file that PGPASSFILE or "passfile" names.',
  '3D000': 'Create the database first.',
  '3F000': 'Allow this user to create the schema "delivery" in the database.',
  '42501': 'Allow this user to create the schema "delivery" in the database: GRANT CREATE ON DATABASE … TO …'
}
