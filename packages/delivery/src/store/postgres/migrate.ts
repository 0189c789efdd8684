import { StoreOpenError } from '../store'
import type { Mode } from '../store'
import type { Connections, Session, Statement } from './connections'
import { readNote, writeNote } from './notes'
import { migrations } from './schema'

/** Only one process at a time looks at the version and changes it. */
const lock: Statement = { text: `SELECT pg_advisory_xact_lock(hashtextextended('delivery.migrate', 0))` }

const found: Statement = {
  text: `SELECT to_regnamespace('delivery') IS NOT NULL AS "hasSchema", to_regclass('delivery.meta') IS NOT NULL AS "hasMeta"`
}
const createSchema: Statement = { text: 'CREATE SCHEMA delivery' }
const createMeta: Statement = { text: 'CREATE TABLE delivery.meta (key text PRIMARY KEY, value text NOT NULL)' }

/**
 * Brings the tables to the newest version, and takes the mode of the store, in one transaction. Processes of the version
 * before go on, and can be started: so the processes of a store can be replaced one after the other.
 * @throws StoreOpenError if the tables are newer than that, or for the other mode
 */
export async function migrate(
  connections: Connections,
  mode: Mode | undefined,
  steps: readonly string[] = migrations
): Promise<void> {
  await connections.transactLong(async (session) => {
    await session.query(lock)
    const [{ hasSchema, hasMeta }] = await session.query<{ hasSchema: boolean; hasMeta: boolean }>(found)
    // An administrator may have made it for a user who may not.
    if (!hasSchema) await session.query(createSchema)
    if (!hasMeta) await session.query(createMeta)
    const version = Number((await readNote(session, 'version')) ?? 0)
    if (version > steps.length + 1) {
      throw new StoreOpenError(
        `A newer version of this program wrote the store: its format is ${version}, and this version knows ${steps.length}. ` +
          'Install the newer version, or give another database as "store".'
      )
    }
    for (const step of steps.slice(version)) await session.query({ text: step })
    if (version < steps.length) await writeNote(session, 'version', String(steps.length))
    if (mode) await takeMode(session, mode)
  })
}

/** A store is for the sandbox or for the vendors, as it was when it was made. */
async function takeMode(session: Session, mode: Mode): Promise<void> {
  const current = await readNote(session, 'mode')
  if (current === undefined) await writeNote(session, 'mode', mode)
  else if (current !== mode) {
    throw new StoreOpenError(
      current === 'live'
        ? 'The store holds deliveries for the vendors, and this run is against the sandbox. Add --live, or give another database as "store".'
        : 'The store holds deliveries for the sandbox, and this run is live. Leave out --live, or give another database as "store".'
    )
  }
}
