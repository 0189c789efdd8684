import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Answer, Answerer } from './answer-request'
import type { Faults } from './faults'
import { targetOf } from './http-message'
import type { StandIn } from './stand-in'
import { Refusal } from './stand-in'

/** What takes a vendor's place for one request. */
interface Imitation {
  standIn: StandIn
  faults: Faults
  /** The scripts by their paths, if the request came to their host rather than the API's. */
  files?: Readonly<Record<string, string>>
}

/** Answers a request as a vendor's stand-in does. */
export function vendorAnswerer(
  { standIn, faults, files }: Imitation,
  request: IncomingMessage,
  body: string | undefined
): Answerer {
  return {
    faults,
    answer: () => (files ? scriptAnswer(standIn, files, request) : apiAnswer(standIn, request, body)),
    fail: (status) => errorAnswer(standIn, status)
  }
}

function scriptAnswer(standIn: StandIn, files: Readonly<Record<string, string>>, request: IncomingMessage): Answer {
  const script: string | undefined = files[targetOf(request).path]
  if (script === undefined) {
    return errorAnswer(standIn, 404)
  }
  return request.method === 'GET'
    ? { status: 200, headers: { 'content-type': 'text/javascript' }, body: script }
    : errorAnswer(standIn, 405)
}

function apiAnswer(standIn: StandIn, request: IncomingMessage, body: string | undefined): Answer {
  const { path, query } = targetOf(request)
  const route = standIn.routes[path]
  if (!route) {
    return errorAnswer(standIn, 404)
  }
  if (request.method !== (standIn.methods?.[path] ?? 'POST')) {
    return errorAnswer(standIn, 405)
  }
  if (body === undefined) {
    return errorAnswer(standIn, 413)
  }
  if (body !== '' && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return errorAnswer(standIn, 415)
  }
  try {
    return { status: 200, body: route({ headers: request.headers, query, body }) }
  } catch (error) {
    if (error instanceof Refusal) {
      return { status: error.status, body: error.body }
    }
    throw error
  }
}

function errorAnswer(standIn: StandIn, status: number): Answer {
  return { status, body: standIn.errorBody(status, STATUS_CODES[status] ?? `Status ${status}`) }
}
