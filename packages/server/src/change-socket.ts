import { once } from 'node:events'
import { WebSocketServer } from 'ws'
import { isAllowedOrigin, isLocalHost, testerOrigins } from './guard'

/**
 * The WebSocket on which Segment's hosted Actions Tester hears of changed code, on the port after the server's own.
 */
export class ChangeSocket {
  private constructor(private readonly server: WebSocketServer) {}

  /** @throws the listening server's error, such as one with code EADDRINUSE */
  static async listen(port: number): Promise<ChangeSocket> {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port,
      verifyClient: ({ origin, req }: { origin?: string; req: { headers: { host?: string } } }) =>
        isLocalHost(req.headers.host) && isAllowedOrigin(origin, req.headers.host, testerOrigins)
    })
    // A client that sends an invalid frame is disconnected. Without a listener the error would end the process.
    server.on('connection', (client) => client.on('error', () => undefined))
    await once(server, 'listening')
    return new ChangeSocket(server)
  }

  /** Tells every page that listens. */
  announce(): void {
    for (const client of this.server.clients) client.send('change')
  }

  close(): void {
    for (const client of this.server.clients) client.terminate()
    this.server.close()
  }
}
