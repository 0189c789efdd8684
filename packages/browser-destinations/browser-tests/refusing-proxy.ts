import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A proxy on a free port of loopback that refuses every request, and notes what it was asked for. */
export async function startRefusingProxy() {
  const asked: string[] = []
  const connections = new Set<Socket>()
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(502).end()
  })
  // After a CONNECT, Node listens to the connection no longer. A browser that ends before it has read the answer resets
  // it, which without a listener is an error that nothing catches.
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('error', () => undefined).once('close', () => connections.delete(socket))
  })
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** The URLs, or the hosts with their ports. */
    asked,
    /** Ends every connection, and resolves when none is left. */
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of connections) socket.destroy()
      await closed
    }
  }
}
