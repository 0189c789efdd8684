import path from 'node:path'
import { generate } from 'selfsigned'
import { AskedProcess } from '../asked-process'

/** What the process is started with: key and certificate, as PEM. Without them it speaks plain HTTP. */
export type Start = { key: string; cert: string } | { plain: true }

/** The answer to each call, by `callOf`; every other call is answered with 200 and `{}`. */
export type Answers = Record<string, { status: number; json: unknown }>

export type Question = { answers: Answers; record: boolean } | { count: true }

/** What came in since the start. */
export interface Counts {
  requests: number
  bodyBytes: number
  /** Everything on the connections: TLS, request lines, headers and bodies. */
  wireBytes: number
  /** Microseconds of CPU time that the process has used. */
  cpu: number
}

/** A request as it came in. */
export interface RecordedRequest {
  method: string
  /** With the host that the request was meant for. */
  url: string
  headers: Record<string, string>
  body: string
}

/** A request, and when it was there as a whole: milliseconds of `monotonicMs`. */
export interface Arrival extends RecordedRequest {
  at: number
}

/** How vendors are reached, and how the sandbox is. */
export type Protocol = 'https' | 'http'

/** Where the server is. */
export interface VendorAddress {
  /** On 127.0.0.1. */
  port: number
  /** Its certificate, as PEM; undefined if it speaks plain HTTP. */
  cert?: string
}

/** The answer to every question. */
export interface Reply {
  counts: Counts
  recording: Arrival[]
}

/** What tells calls apart: method and URL, without its query. */
export function callOf(method: string, url: string): string {
  return `${method.toUpperCase()} ${url.split('?')[0]}`
}

/**
 * A local server in the place of the vendors, with HTTPS, or with plain HTTP as the sandbox has it. It is a process of its
 * own, so that none of its work is counted, and its answers are ready-made, so that it is not what limits.
 */
export class VendorServer {
  private constructor(private readonly process: AskedProcess<Question, Reply>, readonly address: VendorAddress) {}

  /** @param hosts the vendors' hosts; the certificate is made for them */
  static async start(hosts: string[], protocol: Protocol = 'https'): Promise<VendorServer> {
    const start: Start = protocol === 'https' ? await certified(hosts) : { plain: true }
    const file = path.join(__dirname, 'vendor-server-main.ts')
    const { asked, first: port } = await AskedProcess.start<Question, Reply, number>(file, start)
    return new VendorServer(asked, { port, cert: 'cert' in start ? start.cert : undefined })
  }

  /** Sets the answers to all calls from now on, and begins or ends to record them. */
  async answerWith(answers: Answers, record = false): Promise<void> {
    await this.process.ask({ answers, record })
  }

  async counts(): Promise<Counts> {
    return (await this.process.ask({ count: true })).counts
  }

  /** The requests since `answerWith` was told to record. */
  async recording(): Promise<RecordedRequest[]> {
    return (await this.arrivals()).map(({ at: _, ...request }) => request)
  }

  /** The same, with their times. */
  async arrivals(): Promise<Arrival[]> {
    return (await this.process.ask({ count: true })).recording
  }

  async stop(): Promise<void> {
    await this.process.stop()
  }
}

async function certified(hosts: string[]): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }]
  })
  return { key, cert }
}
