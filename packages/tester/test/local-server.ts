import { Server } from '@partner-destinations/server'
import { defaultDirectory } from '@partner-destinations/server/destinations'
import { readDestination } from '../src/server/server'
import type { Destination } from '../src/server/server'

/** The server that the page talks to, on a free port. */
export function startServer(options: { directory?: string; live?: boolean; delivers?: boolean } = {}): Promise<Server> {
  return Server.start({
    directory: options.directory ?? defaultDirectory,
    port: 0,
    live: options.live ?? false,
    intakePort: options.delivers ? 0 : undefined,
    changeSocket: false,
    log: () => undefined
  })
}

/** Has the page's own client talk to a server from a test, where no page gives its relative addresses a base. */
export function talkTo({ port }: Server): void {
  const real = globalThis.fetch
  globalThis.fetch = (path, init) => real(`http://127.0.0.1:${port}/${path as string}`, init)
}

export async function findDestination(folder: string): Promise<Destination> {
  const found = await readDestination(folder)
  if (!('error' in found)) return found
  throw new Error(`${folder} does not load: ${found.error}`)
}
