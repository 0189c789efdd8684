import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Agent } from 'node:https'
import type { AddressInfo } from 'node:net'
import { SandboxAgent } from '@partner-destinations/sandbox'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'

/** Where `send` sends its requests: an agent, or none for the real vendor. */
export interface Connection {
  agent?: Agent
  close: () => Promise<void>
}

/** Connects to the real vendor with `live`, to nothing in a dry run, and otherwise to a sandbox. */
export async function connect({ live, dryRun }: { live: boolean; dryRun: boolean }): Promise<Connection> {
  if (live) return { close: async () => undefined }
  return dryRun ? connectToNothing() : connectToSandbox()
}

/** A new, empty sandbox. */
async function connectToSandbox(): Promise<Connection> {
  const sandbox = await startVendorSandbox()
  const agent = new SandboxAgent(sandbox)
  return {
    agent,
    close: async () => {
      agent.close()
      await sandbox.close()
    }
  }
}

/** Nothing is sent: every request is answered with 200 and an empty body. */
async function connectToNothing(): Promise<Connection> {
  const server = createServer((_request, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const agent = new SandboxAgent({ port: (server.address() as AddressInfo).port, hosts: 'all' })
  return {
    agent,
    close: async () => {
      agent.close()
      server.close()
      server.closeAllConnections()
    }
  }
}
