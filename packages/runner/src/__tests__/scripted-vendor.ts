import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SandboxAgent } from '@partner-destinations/sandbox'

/** What a vendor answers: `close` ends the connection without an answer. */
export type Script = { status?: number; headers?: Record<string, string>; body?: object; delay?: number } | 'close'

/** The path at which the vendor answers as the script says. */
export function scripted(script: Script): string {
  return `https://acme.example/?${new URLSearchParams({ script: JSON.stringify(script) }).toString()}`
}

/** A vendor for the tests of one file, which answers each request as its own URL says. */
export function useScriptedVendor(): { agent: () => SandboxAgent; requests: string[] } {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const script = scriptOf(request)
    if (script === 'close') return void request.socket.destroy()
    const { status = 200, headers = {}, body = {}, delay = 0 } = script
    setTimeout(
      () => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
      delay
    )
  })
  let agent: SandboxAgent

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    agent = new SandboxAgent({ port: (server.address() as AddressInfo).port, hosts: 'all' })
  })
  beforeEach(() => void (requests.length = 0))
  afterAll(() => {
    agent.close()
    server.close()
    server.closeAllConnections()
  })
  return { agent: () => agent, requests }
}

function scriptOf({ url = '' }: IncomingMessage): Script {
  return JSON.parse(new URL(url, 'https://acme.example').searchParams.get('script') ?? '{}') as Script
}
