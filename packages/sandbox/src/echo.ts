import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Answer, Answerer } from './answer-request'
import { BoundedMap } from './bounded-map'
import { Faults } from './faults'
import { hostOf, targetOf } from './http-message'
import { parseJson } from './json-object'
import { ASK } from './notice'

/** How many requests all echoes keep together: the oldest are forgotten first. */
const MOST_REQUESTS = 2000

/** How many characters of a request's body are kept. */
const MOST_OF_A_BODY = 64 * 1024

/** How many destinations can have faults at once. */
const MOST_NAMES = 1000

/** The names of headers and of query parameters that hold credentials. Their values are never kept. */
const CREDENTIAL =
  /^(proxy-)?authorization$|cookie|token|secret|password|signature|credential|(api|access|auth|private)[-_]?key/i

/** A request that reached the sandbox in the place of a vendor that it has no stand-in for. */
export interface ReceivedRequest {
  /** When it came, as an ISO 8601 date. */
  time: string
  method: string
  host: string
  path: string
  /** The query's names and values, in their order. Credentials are `<masked>`, as in the headers. */
  query: [name: string, value: string][]
  headers: Record<string, string>
  /** The value of a JSON body; the text of any other; null without one. */
  body: unknown
  /** How many characters the body had, if it was too long to be kept: `body` is then the beginning of its text. */
  cutFrom?: number
  /** What it was answered with; null while it waits, and when a fault closed the connection. */
  answer: { status: number; by: AnsweredBy } | null
}

/** What made an answer. */
export type AnsweredBy = 'echo' | 'answers' | 'fault'

/** What the sandbox received for a destination whose vendor it has no stand-in for. */
export interface EchoState {
  /** The newest first. */
  received: ReceivedRequest[]
}

/** What canned answers are found by, and made of. */
export interface AnswerableRequest {
  method: string
  host: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The value of a JSON body; the text of any other; null without one. */
  body: unknown
}

/** Answers that a person wrote for the vendor of a destination. */
export interface CannedAnswers {
  /**
   * The answer to a request; undefined if none fits.
   * @param destination the destination's name
   */
  find: (destination: string, request: AnswerableRequest) => Answer | undefined
  /** Starts sequences and collections again: of one destination, or of all. */
  reset: (destination?: string) => void
}

/**
 * Takes the place of every vendor without a stand-in: records each request, and answers it with canned answers, or with
 * 200 and an empty object.
 */
export class Echo {
  private received: { destination: string; request: ReceivedRequest }[] = []
  private readonly faultsByName = new BoundedMap<string, Faults>(MOST_NAMES)

  /**
   * @param answers what it answers with, instead of an empty object
   * @param conceal hides what must not be kept of a request, besides the credentials that names give away
   */
  constructor(
    private readonly answers?: CannedAnswers,
    private readonly conceal: (request: ReceivedRequest) => ReceivedRequest = (request) => request
  ) {}

  /** A copy of what was received for a destination. */
  read(destination: string): EchoState {
    const own = this.received.filter((one) => one.destination === destination)
    return structuredClone({ received: own.map(({ request }) => request).reverse() })
  }

  /** Forgets requests, faults and the state of canned answers: of one destination, or of all. */
  reset(destination?: string): void {
    this.answers?.reset(destination)
    if (destination === undefined) {
      this.received = []
      this.faultsByName.clear()
    } else {
      this.received = this.received.filter((one) => one.destination !== destination)
      this.faultsByName.delete(destination)
    }
  }

  faultsOf(destination: string): Faults {
    const known = this.faultsByName.get(destination)
    if (known) return known
    const faults = new Faults()
    this.faultsByName.set(destination, faults)
    return faults
  }

  /** Records a request, and says how to answer it. */
  answerer(destination: string, message: IncomingMessage, text: string | undefined): Answerer {
    const request = readRequest(message, text)
    const received = cut(this.conceal(describe(request, text)))
    this.received.push({ destination, request: received })
    if (this.received.length > MOST_REQUESTS) this.received.shift()
    const answered = (by: AnsweredBy, answer: Answer): Answer => {
      received.answer = { status: answer.status, by }
      return answer
    }
    return {
      faults: this.faultsOf(destination),
      answer: () => {
        const canned = this.answers?.find(destination, request)
        return canned ? answered('answers', canned) : answered('echo', { status: 200, body: {} })
      },
      fail: (status) => answered('fault', { status, body: { error: STATUS_CODES[status] ?? `Status ${status}` } })
    }
  }
}

function readRequest(message: IncomingMessage, text: string | undefined): AnswerableRequest {
  const { path, query } = targetOf(message)
  const { method = '', headers } = message
  return { method, host: hostOf(message), path, query, headers, body: parsedIfJson(text) }
}

/** The content type says little: destinations send JSON under many names. */
function parsedIfJson(text: string | undefined): unknown {
  if (text === undefined || text === '') return null
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

function describe({ method, host, path, query, headers, body }: AnswerableRequest, text = ''): ReceivedRequest {
  return {
    time: new Date().toISOString(),
    method,
    host,
    path,
    query: [...query].map(([name, value]) => [name, masked(name, value)]),
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name !== ASK)
        .map(([name, value = '']) => [name, masked(name, [value].flat().join(', '))])
    ),
    ...(text.length > MOST_OF_A_BODY ? { body: text, cutFrom: text.length } : { body }),
    answer: null
  }
}

/** A request without the rest of a body that is too long: only after it was concealed, or half a secret would stay. */
function cut(received: ReceivedRequest): ReceivedRequest {
  const { body, cutFrom } = received
  if (cutFrom === undefined) return received
  return { ...received, body: (body as string).slice(0, MOST_OF_A_BODY) }
}

function masked(name: string, value: string): string {
  return CREDENTIAL.test(name) ? '<masked>' : value
}
