import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Agent } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { HostsOnThisMachine } from '@partner-destinations/sandbox'
import { GuardedAgent, installConnectionGuard } from '@partner-destinations/server/connection-guard'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'

/** Where `send` sends its requests: an agent, or none for the real vendor. */
export interface Connection {
  agent?: Agent
  close: () => Promise<void>
}

/** What is sent where. */
interface Route {
  /** The destination, by the name of its folder. */
  destination: string
  live: boolean
  dryRun: boolean
}

/** Connects a destination to the real vendor with `live`, to nothing in a dry run, and otherwise to a sandbox. */
export async function connect({ destination, live, dryRun }: Route): Promise<Connection> {
  if (live) return { close: async () => undefined }
  return dryRun ? connectToNothing() : connectToSandbox(destination)
}

/** A sandbox of its own, empty at first. */
async function connectToSandbox(destination: string): Promise<Connection> {
  const sandbox = await startVendorSandbox({ echo: true })
  return connectTo(sandbox, () => sandbox.close(), destination)
}

/** Nothing is sent: every request is answered with 200 and an empty body. */
async function connectToNothing(): Promise<Connection> {
  const server = createServer((_request, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return connectTo({ port: (server.address() as AddressInfo).port, hosts: 'all' }, async () => {
    server.close()
    server.closeAllConnections()
  })
}

/** Something on this machine, and nothing else. */
function connectTo(hosts: HostsOnThisMachine, close: () => Promise<void>, destination?: string): Connection {
  const agent = new GuardedAgent(hosts, destination)
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const removeGuard = installConnectionGuard({ port: hosts.port, log })
  return {
    agent,
    close: async () => {
      agent.close()
      removeGuard()
      await close()
    }
  }
}
