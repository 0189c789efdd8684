import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** With this header, a request asks for notices of what the sandbox does to it. */
const ASK = 'x-sandbox-tell'
const FAULT = 'x-sandbox-fault'
const NO_STAND_IN = 'x-sandbox-no-stand-in'

/** The header by which a `SandboxAgent` asks for notices. */
export const askForNotices: [name: string, value: string] = [ASK, '1']

/** What the sandbox reports about a request besides the answer. */
export interface Notice {
  /** What a fault does to the request, in a sentence. */
  fault?: string
  /** The host for which the sandbox has no stand-in. */
  noStandIn?: string
}

/**
 * Tells a client that asked for notices what happens to its request. The notice travels before the answer, as an
 * informational response (status 103). HTTP clients ignore those unless somebody listens for them. So a request that
 * gets no answer can have a notice too.
 *
 * @returns whether the client asked for notices
 */
export function sendNotice(request: IncomingMessage, { fault, noStandIn }: Notice): boolean {
  if (request.headers[ASK] === undefined) return false
  const headers = [
    ...(fault === undefined ? [] : [`${FAULT}: ${encodeURIComponent(fault)}`]),
    ...(noStandIn === undefined ? [] : [`${NO_STAND_IN}: ${encodeURIComponent(noStandIn)}`])
  ]
  request.socket.write(['HTTP/1.1 103 Early Hints', ...headers, '', ''].join('\r\n'))
  return true
}

/** The notice in the headers of an informational response. */
export function readNotice(headers: IncomingHttpHeaders): Notice {
  const read = (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? decodeURIComponent(value) : undefined
  }
  return { fault: read(FAULT), noStandIn: read(NO_STAND_IN) }
}
