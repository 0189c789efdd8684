import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { JSONValue } from '@segment/actions-core'
import type { Clock } from '../clock'
import type { DeliveryConfig, Source } from '../config/config'
import type { Log } from '../log'
import type { Observer } from '../observer'
import type { Router } from '../routing'
import { BacklogFullError, StoreUnavailableError } from '../store/store'
import type { NewEvent, Store } from '../store/store'
import { ClientGoneError, ignoreRest, readBody } from './body'
import { corsHeaders, preflightHeaders } from './cors'
import { takeEvent, takeWebhookEvent } from './event'
import type { TakenEvent } from './event'
import { isObject } from './event-problems'
import { HeldByAll } from './held-bytes'
import type { HeldBytes } from './held-bytes'
import * as limits from './limits'
import { QuietLog } from './quiet-log'
import { atStandstill, Refusal, unavailable } from './refusal'
import { eventsOf, trackingCalls } from './tracking-api'
import type { TrackingCall } from './tracking-api'
import { provenEvents, webhookPrefix, webhookSource } from './webhooks'
import { basicUser, WriteKeys } from './write-keys'

/** What intake works with. It asks for the config and the router at each request, because they can be reloaded. */
export interface IntakeOptions {
  config: () => DeliveryConfig
  router: () => Router
  store: Pick<Store, 'accept'>
  clock: Clock
  observer: Pick<Observer, 'received'>
  log: Log
  /** Whether events are taken now. Otherwise their senders are told to retry. */
  isReady: () => boolean
}

interface Answer {
  status: number
  headers?: Record<string, string>
  body?: object
}

/**
 * The server that takes events: Segment's Tracking API under `/v1/`, its Webhooks destination under `/webhooks/<source>`,
 * and `/health`. It may face a network. Events are acknowledged when the store has them on disk. It is not listening yet.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export function createIntake(options: IntakeOptions): Server {
  const intake = new Intake(options)
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.headersTimeoutMs / 2,
      keepAliveTimeout: limits.keepAliveTimeoutMs
    },
    (request, response) => void intake.handle(request, response)
  )
  server.maxHeadersCount = limits.maxHeaders
  server.maxConnections = limits.maxConnections
  return server
}

class Intake {
  private readonly heldByAll = new HeldByAll()
  private readonly writeKeys = new WeakMap<DeliveryConfig, WriteKeys>()
  private readonly quietLog: QuietLog

  constructor(private readonly options: IntakeOptions) {
    this.quietLog = new QuietLog(options.log, options.clock)
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const held = this.heldByAll.open()
    try {
      this.send(request, response, await this.answer(request, held))
    } catch (error) {
      if (error instanceof ClientGoneError) return
      const { status, message, headers } = this.refusal(error)
      this.send(request, response, { status, headers, body: { error: message } })
    } finally {
      held.giveBack()
    }
  }

  private async answer(request: IncomingMessage, held: HeldBytes): Promise<Answer> {
    if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders(request.headers) }
    const path = pathOf(request)
    if (path === '/health') return this.health(request)
    const call = trackingCalls.get(path)
    if (!call && !path.startsWith(webhookPrefix)) {
      throw new Refusal(
        404,
        'There is nothing at this path. Send events to /v1/batch, /v1/track or /webhooks/<source>.'
      )
    }
    if (request.method !== 'POST') throw methodNotAllowed('POST, OPTIONS')
    if (!this.options.isReady()) throw unavailable('No events are taken now.')
    await (call ? this.takeCall(call, request, held) : this.takeWebhook(path, request, held))
    return { status: 200, body: { success: true } }
  }

  private health({ method }: IncomingMessage): Answer {
    if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed('GET, HEAD, OPTIONS')
    return this.options.isReady()
      ? { status: 200, body: { status: 'ready' } }
      : { status: 503, body: { status: 'not ready' } }
  }

  private async takeCall(call: TrackingCall, request: IncomingMessage, held: HeldBytes): Promise<void> {
    const user = basicUser(request.headers.authorization)
    // A wrong key is refused before its body is read.
    const known = user ? this.sourceOf(user) : undefined
    const raw = await readBody(request, call.maxBytes, held)
    if (call.takes === 'metrics') return
    const body = parse(raw)
    if (!isObject(body)) throw new Refusal(400, 'The body must be a JSON object.')
    const source = known ?? this.sourceOf(body.writeKey)
    const { events, envelope, mergedBytes } = eventsOf(call, body, raw.length, this.options.clock())
    held.take(mergedBytes)
    const taken = events.map((event) => takeEvent(event, envelope))
    await this.accept(source.name, taken, envelope.receivedAt)
  }

  private async takeWebhook(path: string, request: IncomingMessage, held: HeldBytes): Promise<void> {
    const source = webhookSource(this.options.config(), path)
    const raw = await readBody(request, limits.maxWebhookBytes, held)
    const events = provenEvents(source, request.headers, raw, parse(raw))
    const receivedAt = this.options.clock()
    const taken = events.map((event) => takeWebhookEvent(event, receivedAt))
    await this.accept(source.name, taken, receivedAt)
  }

  private send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
    const text = body === undefined ? '' : JSON.stringify(body)
    response.writeHead(status, {
      ...(body && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
      ...corsHeaders(request.headers),
      // A new connection may find another process that is ready.
      ...(request.complete && !this.options.isReady() && { Connection: 'close' }),
      ...headers
    })
    response.end(text)
    if (!request.complete) ignoreRest(request)
  }

  /** Writes events to the store. Those that cannot be delivered are kept as failed, with the reason. */
  private async accept(source: string, taken: TakenEvent[], receivedAt: number): Promise<void> {
    if (taken.length === 0) return
    const { router: currentRouter, store, observer } = this.options
    const router = currentRouter()
    const events = taken.map(({ event, messageId, fingerprint, body, problem }): NewEvent => {
      const deliveries = problem ? router.fail(source, problem) : router.route(source, event)
      return { source, messageId, fingerprint, receivedAt, body, deliveries }
    })
    const accepted = await store.accept(events)
    accepted.forEach((outcome, index) => {
      const { messageId, problem } = taken[index]
      observer.received(source, outcome === 'accepted' && problem ? 'rejected' : outcome)
      if (outcome === 'conflict') {
        this.quietLog.warn(
          'conflict',
          { source, messageId },
          'An event with a known "messageId" and other contents was ignored.'
        )
      } else if (outcome === 'accepted' && problem) {
        this.quietLog.warn(
          problem.code,
          { source, code: problem.code },
          `An event is kept as failed: ${problem.message}`
        )
      }
    })
  }

  /** @throws Refusal when no source has this write key */
  private sourceOf(writeKey: JSONValue | undefined): Source {
    const config = this.options.config()
    const writeKeys = this.writeKeys.get(config) ?? new WriteKeys(config)
    this.writeKeys.set(config, writeKeys)
    const source = typeof writeKey === 'string' ? writeKeys.sourceOf(writeKey) : undefined
    if (source) return source
    throw new Refusal(401, 'The write key is missing or wrong. Send it as the user name, or as "writeKey" in the body.')
  }

  /** What to answer to an error. */
  private refusal(error: unknown): Refusal {
    if (error instanceof Refusal) {
      const { status, message } = error
      this.quietLog.warn(`${status} ${message}`, { status }, `A request was refused: ${message}`)
      return error
    }
    if (error instanceof BacklogFullError) {
      this.quietLog.warn('backlog', { status: 429 }, `Intake is refused: ${error.message}`)
      return atStandstill('Too many events wait to be delivered.')
    }
    if (error instanceof StoreUnavailableError) {
      this.quietLog.warn('store', { status: 429 }, `Intake is refused: ${error.message}`)
      return atStandstill('Events cannot be stored now.')
    }
    // An error of Node's or ours may quote what was sent.
    const { name, code, message, stack = '' } = error as NodeJS.ErrnoException
    const at = stack.slice(stack.indexOf(message) + message.length).trim()
    this.quietLog.warn('unexpected', { status: 500, name, code, at }, 'A request failed by an unexpected error.')
    return new Refusal(500, 'The events were not stored, because of an unexpected error. Retry later.')
  }
}

/** The path of a request, without its query. Proxies send whole URLs. */
function pathOf({ url = '' }: IncomingMessage): string {
  if (trackingCalls.has(url)) return url
  try {
    return new URL(url, 'http://intake').pathname
  } catch {
    return url
  }
}

/** The reason of the parser is not repeated: it quotes the body. */
function parse(raw: Buffer): JSONValue {
  try {
    // The mark is what Windows' editors write before the first character.
    return JSON.parse(raw.toString().replace(/^\uFEFF/, '')) as JSONValue
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.')
  }
}

function methodNotAllowed(allowed: string): Refusal {
  return new Refusal(405, `The methods of this path are ${allowed}.`, { Allow: allowed })
}
