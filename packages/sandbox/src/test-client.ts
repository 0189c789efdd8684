import type { IncomingHttpHeaders } from 'node:http'
import { request as httpRequest } from 'node:http'
import type { RequestOptions } from 'node:https'
import { request as httpsRequest } from 'node:https'
import { SandboxAgent } from './agent'
import type { SandboxOf } from './sandbox'
import { startSandbox } from './server'
import type { SandboxOptions } from './server'
import type { StandInDefinitions } from './stand-in'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body, if it is JSON. */
  body: unknown
}

/**
 * Sends a request with Node's own client. Rejects if the connection breaks. If that happens in the middle of the
 * answer, the error has the answer's `status`.
 */
export function send(url: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest
    let status: number | undefined
    const fail = (error: Error) => reject(Object.assign(error, { status }))
    request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      status = response.statusCode
      response.on('error', fail)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) })
      )
    })
      .on('error', fail)
      .end(body)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Waits for something that sends no notice. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) {
    await new Promise(setImmediate)
  }
}

/** A sandbox for the tests of one file, reset between them, and the ways to talk to it. */
export function useSandbox<States>(options: { standIns: StandInDefinitions<States> } & SandboxOptions) {
  let sandbox: SandboxOf<States>
  let agent: SandboxAgent

  beforeAll(async () => {
    sandbox = await startSandbox<States>(options)
    agent = new SandboxAgent(sandbox)
  })
  beforeEach(() => sandbox.reset())
  afterAll(async () => {
    agent.close()
    await sandbox.close()
  })

  return {
    get sandbox() {
      return sandbox
    },
    /** A call of a vendor's API, with a JSON body. */
    post: (url: string, body?: unknown, headers: Record<string, string> = {}) =>
      send(
        url,
        { agent, method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } },
        body === undefined ? undefined : JSON.stringify(body)
      ),
    /** A vendor request of any form. */
    raw: (url: string, requestOptions: RequestOptions, body?: string) => send(url, { agent, ...requestOptions }, body),
    /** A call of the control API. */
    control: (method: string, path: string, body?: unknown) =>
      send(sandbox.url + path, { method }, body === undefined ? undefined : JSON.stringify(body))
  }
}
