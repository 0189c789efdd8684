import type { ClientRequest } from 'node:http'
import type { RequestOptions } from 'node:https'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'

/** A request as it is sent. */
export interface SentRequest {
  method: string
  url: string
  /** `name: value`, sorted: the order of headers means nothing. */
  headers: string[]
  body: string
}

/** Nothing listens at port 1. */
const refusing = new SandboxAgent({ port: 1, hosts: 'all' })

/** An agent that connects to the sandbox, and keeps what is sent. */
export class RecordingAgent extends SandboxAgent {
  // Really private: a destination may make JSON of what it finds in an answer.
  readonly #sent: { request: ClientRequest; url: string; headers: string[]; chunks: Buffer[] }[] = []

  /** @param refused a path to which connections are refused */
  constructor(sandbox: Pick<Sandbox, 'port' | 'hosts'>, private readonly refused?: string) {
    super(sandbox)
  }

  addRequest(request: ClientRequest, options: RequestOptions): void {
    const chunks: Buffer[] = []
    const url = `${request.protocol}//${request.host}${request.path}`
    this.#sent.push({ request, url, headers: headersOf(request), chunks })
    const keeping = <Method extends 'write' | 'end'>(method: Method) => {
      const original = request[method].bind(request) as (...given: unknown[]) => unknown
      return (...given: unknown[]) => {
        if (typeof given[0] === 'string' || Buffer.isBuffer(given[0])) chunks.push(Buffer.from(given[0]))
        return original(...given)
      }
    }
    Object.assign(request, { write: keeping('write'), end: keeping('end') })
    if (request.path === this.refused) refusing.addRequest(request, options)
    else super.addRequest(request, options)
  }

  /** What was sent so far. A destination makes another password each time, so those are left out. */
  sentRequests(): SentRequest[] {
    return this.#sent.map(({ request: { method }, url, headers, chunks }) => ({
      method,
      url,
      headers,
      body: Buffer.concat(chunks)
        .toString()
        .replace(/("password":)"(?:[^"\\]|\\.)*"/g, '$1…')
    }))
  }
}

function headersOf(request: ClientRequest): string[] {
  return Object.entries(request.getHeaders())
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .sort()
}
