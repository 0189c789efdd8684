import { Agent, createServer, request as send } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A request as it arrived. */
export interface Arrived {
  method: string
  host: string
  /** With the query. */
  path: string
  headers: Record<string, string>
  body: Buffer
}

/** Milliseconds without any request after which a run is over: some requests are on their way when a call has failed. */
const QUIET = 15

/** Headers of the connection, not of the message; and the sandbox's own. */
const NOT_COMPARED = ['connection', 'x-sandbox-tell']

/** Stands before a sandbox, and writes down every byte that arrives for it. An agent takes it for the sandbox. */
export class Recorder {
  readonly hosts = 'all'
  private arrived: Arrived[] = []
  private underWay = 0
  /** Node's own agents may be what leads to the recorder. */
  private readonly agent = new Agent({ keepAlive: true })
  private readonly server = createServer((request, response) => {
    this.underWay++
    response.once('close', () => this.underWay--)
    this.pass(request, response).catch(() => response.destroy())
  })

  private constructor(private readonly sandboxPort: number) {
    this.server.keepAliveTimeout = 0
  }

  static async before({ port }: { port: number }): Promise<Recorder> {
    const recorder = new Recorder(port)
    await new Promise<void>((resolve) => recorder.server.listen(0, '127.0.0.1', resolve))
    return recorder
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** What has arrived since the last time, once nothing is under way. */
  async take(): Promise<Arrived[]> {
    let count: number
    do {
      count = this.arrived.length
      await wait(QUIET)
    } while (this.underWay > 0 || this.arrived.length > count)
    const taken = this.arrived
    this.arrived = []
    return taken
  }

  private get onwards() {
    return { host: '127.0.0.1', port: this.sandboxPort, agent: this.agent }
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    this.arrived.push({ method, host: headers.host ?? '', path, headers: compared(headers), body })
    await new Promise<void>((resolve, reject) => {
      const onwards = send({ ...this.onwards, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response).once('finish', resolve)
      })
      onwards.once('error', reject).end(body)
    })
  }
}

function compared(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name))
  return Object.fromEntries(entries.map(([name, value = '']) => [name, [value].flat().join(', ')]))
}
