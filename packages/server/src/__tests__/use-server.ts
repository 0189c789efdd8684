import { defaultDirectory } from '../destinations'
import { Server } from '../server'
import { client } from './http-client'

/** A server of our destinations for the tests of a file or of one `describe`, what it logs, and the way to call it. */
export function useServer(options: Partial<Parameters<typeof Server.start>[0]> = {}) {
  const lines: string[] = []
  let server: Server

  beforeAll(async () => {
    server = await Server.start({
      directory: defaultDirectory,
      port: 0,
      live: false,
      changeSocket: false,
      log: (line) => lines.push(line),
      ...options
    })
  })
  afterAll(() => server.stop())

  return {
    lines,
    get port() {
      return server.port
    },
    get intakePort() {
      return server.intakePort
    },
    call: (...request: Parameters<ReturnType<typeof client>>) => client(server.port)(...request)
  }
}
