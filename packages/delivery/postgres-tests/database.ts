import { Client } from 'pg'

/** An empty database of a test, on the server of all tests. */
export interface TestDatabase {
  url: string
  /** Removes the store in it. */
  empty(): Promise<void>
  /** Carries out SQL in it. */
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  remove(): Promise<void>
}

/** Where `npm run test:postgres` has started the server. */
export function serverUrl(): string {
  const url = process.env.TEST_POSTGRES
  if (!url) throw new Error('These tests need a server. Run them with: npm run test:postgres')
  return url
}

/** Makes a database, in the place of one of the same name. */
export async function emptyDatabase(name: string): Promise<TestDatabase> {
  await query(serverUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await query(serverUrl(), `CREATE DATABASE ${name}`)
  const url = new URL(name, serverUrl()).href
  return {
    url,
    empty: async () => void (await query(url, 'DROP SCHEMA IF EXISTS delivery CASCADE')),
    query: (sql, values) => query(url, sql, values),
    remove: async () => void (await query(serverUrl(), `DROP DATABASE ${name} WITH (FORCE)`))
  }
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}
