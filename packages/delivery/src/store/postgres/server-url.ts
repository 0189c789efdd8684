import { parse } from 'pg-connection-string'
import type { ConnectionOptions } from 'node:tls'
import { StoreOpenError } from '../store'
import { passwordFromFile } from './password-file'

/** Where a server is, and how to connect. */
export interface ServerAddress {
  host?: string
  port?: number
  database?: string
  user?: string
  /** Asked for with each connection: the file may change. */
  password?: string | (() => Promise<string>)
  ssl?: boolean | ConnectionOptions
  /** For people: without any secret. */
  shown: string
}

/**
 * Reads a URL with libpq's meaning of `sslmode`, `sslrootcert`, `sslcert`, `sslkey` and `passfile`. What it leaves out is
 * taken from `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`, `PGPASSWORD` and `PGPASSFILE`.
 * @throws StoreOpenError if it isn't a URL, or a file that it names can't be read
 */
export function readServerUrl(url: string, env: NodeJS.ProcessEnv = process.env): ServerAddress {
  const given = parsed(url)
  const host = given.host || env.PGHOST || 'localhost'
  const port = Number(given.port || env.PGPORT || 5432)
  const user = given.user || env.PGUSER || env.USER || 'postgres'
  const database = given.database || env.PGDATABASE || user
  const passfile = (given as { passfile?: string }).passfile ?? env.PGPASSFILE
  const password =
    given.password || env.PGPASSWORD || (() => passwordFromFile({ host, port, database, user }, passfile))
  const ssl = (given.ssl ?? sslOf(env)) as ServerAddress['ssl']
  return { host, port, database, user, password, ssl, shown: `postgres://${host}:${port}/${database}` }
}

function parsed(url: string) {
  try {
    return parse(url, { useLibpqCompat: true })
  } catch (error) {
    throw new StoreOpenError(problemOf(error))
  }
}

/** In our own words, as those of the parser can hold the URL with its password. */
function problemOf(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException
  if (path !== undefined) return `The file ${path}, which the URL of "store" names, can't be read: ${code ?? ''}.`
  if (code === 'ERR_INVALID_URL' || error instanceof URIError) {
    return 'The "store" is not a URL of PostgreSQL. Write it as postgres://user@host:5432/database, with special characters percent-encoded.'
  }
  return 'The URL of "store" has sslmode=verify-ca, which needs the certificates of authorities: add sslrootcert=FILE.'
}

/** `PGSSLMODE`, as a URL would have it. */
function sslOf({ PGSSLMODE }: NodeJS.ProcessEnv) {
  return PGSSLMODE ? parsed(`postgres://host/database?sslmode=${encodeURIComponent(PGSSLMODE)}`).ssl : undefined
}
