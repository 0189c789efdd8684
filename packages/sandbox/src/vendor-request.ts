import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { encodeBody } from './answer-body'
import { describeFault } from './fault-words'
import type { Faults } from './faults'
import { targetOf } from './http-message'
import { sendNotice } from './notice'
import type { StandIn } from './stand-in'
import { Refusal } from './stand-in'

/** Milliseconds in which a client on this machine reads what was sent. A reset drops what it hasn't read. */
const TIME_TO_READ = 25

/** The answer to a request. */
interface Source {
  standIn: StandIn
  faults: Faults
  /** The scripts by their paths, if the request is for their host and not for the host of the vendor's API. */
  files?: Readonly<Record<string, string>>
}

/**
 * Answers a request to a vendor as the vendor would, or as the next fault says.
 *
 * @param onChange called when the request has taken effect, before the answer
 */
export async function answerVendorRequest(
  { standIn, faults, files }: Source,
  request: IncomingMessage,
  body: string | undefined,
  response: ServerResponse,
  onChange: () => void
): Promise<void> {
  const fault = faults.take(targetOf(request).path)
  const isTold = fault !== undefined && sendNotice(request, { fault: describeFault(fault) })
  if (fault?.reset === 'before') {
    onChange()
    await pause(fault.delay)
    if (isTold) await wait(TIME_TO_READ)
    request.socket.resetAndDestroy()
    return
  }
  const answer = fault?.status === undefined ? right() : errorAnswer(standIn, fault.status)
  onChange()
  const { type, text } = encodeBody(answer.body, fault?.body)
  const bytes = Buffer.from(text)
  const half = bytes.length / 2
  await pause(fault?.delay)

  response.writeHead(answer.status, {
    'content-type': type,
    'content-length': bytes.length,
    ...(fault?.location === undefined ? {} : { location: fault.location })
  })
  if (fault?.reset === 'during') {
    response.write(bytes.subarray(0, half))
    await wait(TIME_TO_READ)
    request.socket.resetAndDestroy()
  } else if (fault?.stall !== undefined) {
    response.write(bytes.subarray(0, half))
    await pause(fault.stall)
    response.end(bytes.subarray(half))
  } else {
    response.end(bytes)
  }

  function right(): Answer {
    return files ? scriptAnswer(standIn, files, request) : apiAnswer(standIn, request, body)
  }
}

interface Answer {
  status: number
  /** The text of a script, or a value that becomes JSON. */
  body: object | string
}

function scriptAnswer(standIn: StandIn, files: Readonly<Record<string, string>>, request: IncomingMessage): Answer {
  const script: string | undefined = files[targetOf(request).path]
  if (script === undefined) {
    return errorAnswer(standIn, 404)
  }
  return request.method === 'GET' ? { status: 200, body: script } : errorAnswer(standIn, 405)
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

/** Waits, but doesn't keep the process alive. */
async function pause(milliseconds = 0): Promise<void> {
  if (milliseconds > 0) {
    await wait(milliseconds, undefined, { ref: false })
  }
}
