import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { encodeBody } from './answer-body'
import { describeFault } from './fault-words'
import type { Faults } from './faults'
import { targetOf } from './http-message'
import { sendNotice } from './notice'

/** Milliseconds in which a client on this machine has read what was sent: a reset would throw the rest away. */
const TIME_TO_READ = 25

/** What a request is answered with, before a fault changes it. */
export interface Answer {
  status: number
  /** By their names in lower case. Without a content type, the body decides. */
  headers?: Readonly<Record<string, string>>
  /** A text is sent as it is; anything else becomes JSON. */
  body: unknown
}

/** Whoever answers a request: a vendor's stand-in, or an echo. */
export interface Answerer {
  faults: Faults
  /** Does what the request asks for, and answers it. */
  answer: () => Answer
  /** Answers with an error, and does nothing else. */
  fail: (status: number) => Answer
}

/**
 * Answers a request as the answerer would, or as the next fault says.
 *
 * @param onChange is called when the request has taken effect, before it is answered
 */
export async function answerRequest(
  { faults, answer: right, fail }: Answerer,
  request: IncomingMessage,
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
  const answer = fault?.status === undefined ? right() : fail(fault.status)
  onChange()
  const { type, text } = encodeBody(answer, fault?.body)
  const bytes = Buffer.from(text)
  const half = bytes.length / 2
  await pause(fault?.delay)

  response.writeHead(answer.status, {
    ...answer.headers,
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
}

/** Waits, but doesn't keep the process alive. */
async function pause(milliseconds = 0): Promise<void> {
  if (milliseconds > 0) {
    await wait(milliseconds, undefined, { ref: false })
  }
}
