import fs from 'node:fs'
import path from 'node:path'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { withPostgres } from '@partner-destinations/delivery/with-postgres'
import { spreadOf } from '../statistics'
import type { MeasuredServer, ServerWork } from './results'

/** As for a server of some GiB of memory. Everything else is PostgreSQL's default. */
const settings = ['shared_buffers = 512MB', 'max_wal_size = 4GB']

/** Enough for all fleets at the same time. */
const connections = 'max_connections = 200'

/** Linux counts the CPU time of processes in hundredths of a second. */
const TICK = 10_000

/** Tables whose rows change soon after they are written. */
const churning = ['events', 'bodies', 'deliveries', 'attempts', 'count_changes'].map((name) => `delivery.${name}`)

/** All tables of a store, with what each takes on the disk: its indexes, and values that are kept apart. */
const sizes = `SELECT c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'delivery' AND c.relkind = 'r'`

/** What a server has done since it was started. */
interface Done {
  cpu: number
  transactions: number
  walBytes: number
}

/**
 * Measures with a PostgreSQL server that waits for the disk, and removes it in the end.
 * @param further lines of `postgresql.conf`
 * @throws NotInstalledError if PostgreSQL is not installed, with the command that installs it
 */
export function withMeasuredServer<Result>(
  work: (server: PostgresServer, measured: MeasuredServer) => Promise<Result>,
  further: string[] = []
): Promise<Result> {
  return withPostgres(
    async (server) => {
      const [{ version }] = await server.query(`SELECT current_setting('server_version') AS version`)
      return work(server, { version: String(version).split(' ')[0], settings })
    },
    { fsync: true, settings: [...settings, connections, ...further] }
  )
}

/** What a server does for a number of events, per event. */
export async function serverWork<Result>(
  server: PostgresServer,
  events: number,
  work: () => Promise<Result>
): Promise<{ result: Result; server: ServerWork }> {
  const before = await done(server)
  const result = await work()
  // What asking costs doesn't count.
  const cpu = cpuOf(server)
  const after = await done(server)
  return {
    result,
    server: {
      serverCpu: (cpu - before.cpu) / events,
      transactions: (after.transactions - before.transactions) / events,
      walBytes: (after.walBytes - before.walBytes) / events
    }
  }
}

/** The median of each figure. */
export function mediansOf(works: ServerWork[]): ServerWork {
  const median = (figure: keyof ServerWork) => spreadOf(works.map((work) => work[figure])).median
  return { serverCpu: median('serverCpu'), transactions: median('transactions'), walBytes: median('walBytes') }
}

/** The bytes of each table. */
export async function tableSizes(server: PostgresServer, database: string): Promise<{ name: string; bytes: number }[]> {
  return (await server.query(sizes, database)) as { name: string; bytes: number }[]
}

/** The bytes of all tables. */
export async function diskBytes(server: PostgresServer, database: string): Promise<number> {
  return (await tableSizes(server, database)).reduce((sum, { bytes }) => sum + bytes, 0)
}

/** What autovacuum would do now and then. */
export async function vacuum(server: PostgresServer, database: string): Promise<void> {
  await server.query(`VACUUM (ANALYZE) ${churning.join(', ')}`, database)
}

/** Only a transaction that writes gets an id, so ids count them. */
async function done(server: PostgresServer): Promise<Done> {
  const [{ transactions, wal }] =
    await server.query(`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS transactions,
    pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS wal`)
  return { cpu: cpuOf(server), transactions: Number(transactions), walBytes: Number(wal) }
}

/** Microseconds that all processes of a server have used, also those that have ended. */
function cpuOf(server: PostgresServer): number {
  const [first] = fs.readFileSync(path.join(server.folder, 'data/postmaster.pid'), 'utf8').split('\n')
  const children = fs.readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ')
  const ticks = children.map((child) => ticksOf(child, false))
  return ticks.reduce((sum, one) => sum + one, ticksOf(first, true)) * TICK
}

/** @param withEnded also what its children had used when they ended */
function ticksOf(pid: string, withEnded: boolean): number {
  // The name of the program comes first, and can contain anything.
  const fields = statOf(pid).split(') ')[1]?.split(' ') ?? []
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number)
  return user + system + (withEnded ? endedUser + endedSystem : 0)
}

/** Empty if the process has just ended. */
function statOf(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
