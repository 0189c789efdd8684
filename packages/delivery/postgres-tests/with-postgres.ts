import { PostgresServer } from './server'
import type { ServerOptions } from './server'

/**
 * Does something with a PostgreSQL server of its own, and removes it in the end. Ctrl+C doesn't reach the server by itself.
 * @throws NotInstalledError if PostgreSQL is not installed, with the command that installs it
 */
export async function withPostgres<Result>(
  work: (server: PostgresServer) => Promise<Result>,
  options?: ServerOptions
): Promise<Result> {
  const server = await PostgresServer.create(options)
  const interrupted = () => void server.remove().then(() => process.exit(1))
  process.once('SIGINT', interrupted)
  try {
    return await work(server)
  } finally {
    process.off('SIGINT', interrupted)
    await server.remove()
  }
}
