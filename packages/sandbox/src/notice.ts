import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/**
 * A request with this header wants to be told what the sandbox does to it. Its value is the name of the destination that
 * sends the request, if that is known.
 */
export const ASK = 'x-sandbox-tell'
const FAULT = 'x-sandbox-fault'

/** The destination that sends a request, by the header with which it asks for notices. */
export function destinationOf({ headers }: IncomingMessage): string | undefined {
  const name = headers[ASK]
  return typeof name === 'string' && name !== '' ? decodeURIComponent(name) : undefined
}

/** What the sandbox reports about a request besides the answer. */
export interface Notice {
  /** What a fault does to the request, in a sentence. */
  fault?: string
}

/**
 * Tells a client that asked for notices what happens to its request. The notice travels before the answer, as an
 * informational response (status 103). HTTP clients ignore those unless somebody listens for them. So a request that
 * gets no answer can have a notice too.
 *
 * @returns whether the client asked for notices
 */
export function sendNotice(request: IncomingMessage, { fault }: Required<Notice>): boolean {
  if (request.headers[ASK] === undefined) return false
  request.socket.write(['HTTP/1.1 103 Early Hints', `${FAULT}: ${encodeURIComponent(fault)}`, '', ''].join('\r\n'))
  return true
}

/** The notice in the headers of an informational response. */
export function readNotice(headers: IncomingHttpHeaders): Notice {
  const fault = headers[FAULT]
  return typeof fault === 'string' ? { fault: decodeURIComponent(fault) } : {}
}
