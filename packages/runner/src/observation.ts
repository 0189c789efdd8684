import type { Agent } from 'node:https'
import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { follow } from './agent'
import type { Followed, Refusal } from './agent'
import { refusedError } from './call-error'
import { describeExchange } from './exchange'
import type { Answer, EndedRequest } from './exchange'
import { isNeverConnected, retryAfterTime } from './retry'
import { isCallError } from './wire'
import type { CallError, Exchange, Lost, Step } from './wire'

/** What the request client throws if a request fails. */
type Failure = Error & { response?: Answer; request?: Request; code?: string }

/** A request that has ended. It has no status if no whole answer came. */
interface Ended {
  status?: number
  /** What the answer says, if it is a refusal. */
  retryAfter?: string
  /** What got lost, if no whole answer came. */
  lost?: Lost
}

/** Whether a request may still be sent, now that a connection is ready for its first byte. */
export type MayStart = () => boolean

/** Is called before each request of the request client. If it fails, the request is not sent. */
export type BeforeRequest = () => Promise<MayStart | void> | void

/** What `beforeRequest` has said about a request. */
interface Permission {
  mayStart?: MayStart | void
  /** It was too late when the connection was ready. Nothing was sent. */
  isLate: boolean
}

/** How often a request asks `beforeRequest`. From the second time on, the connection is usually ready. */
const mostTries = 5

/** The headers that a destination adds to all its requests. */
type AddedHeaders = EndedRequest['added']

/** What we see of a destination during one call or delivery, and nothing of other calls at the same time. */
export class Observation {
  /** The payloads that its actions got. */
  readonly payloads: unknown[] = []
  /** What its requests contained. */
  readonly bodies: unknown[] = []
  /** Whether the framework has come to the destination's own code: `extendRequest` is the first of it. */
  hasReached = false
  /** The error of `beforeRequest` that kept a request from being sent. The destination may have caught it. */
  prevented?: { error: unknown }
  private readonly ended: Ended[] = []
  private readonly exchanges: Followed['exchanges'] = []
  private readonly undescribed: (() => void)[] = []
  private isRead = false
  private readonly refusals: Refusal[] = []

  /**
   * @param agent can report what it did to the requests
   * @param recordsExchanges whether `read` shall find requests and answers
   * @param beforeRequest as in `DeliverToOptions`
   */
  constructor(
    private readonly agent: Agent | undefined,
    private readonly recordsExchanges: boolean,
    private readonly beforeRequest?: BeforeRequest
  ) {}

  /**
   * The exchanges so far, in the order in which their requests began; empty if they are not recorded. They are described
   * only now, so recording what nobody reads costs next to nothing.
   */
  async read(): Promise<Exchange[]> {
    this.isRead = true
    for (const describe of this.undescribed) describe()
    return Promise.all(this.exchanges)
  }

  /** Whether a request was made. */
  get hasSent(): boolean {
    return this.bodies.length + this.exchanges.length > 0
  }

  /** Whether the sandbox could not answer all that the destination asked for. */
  get isIncomplete(): boolean {
    return this.refusals.length > 0
  }

  /**
   * The steps of a call after its exchanges. If the sandbox could not answer, what the destination makes of that is
   * nothing that Segment would ever see: its own error is left out, and so is that it sent nothing.
   */
  completed<Own extends Step>(steps: Own[]): (Own | CallError)[] {
    if (!this.isIncomplete) return steps
    const refused = new Map(this.refusals.map((refusal) => [refusal.message, refusedError(refusal)]))
    return [...refused.values(), ...steps.filter((step) => !isCallError(step) && !('skipped' in step))]
  }

  /**
   * Until when the vendor asks you to wait, according to the exchange that made a single event fail. A destination's
   * own error doesn't identify the exchange. So this uses the last exchange with the status of the error, or else the
   * last one.
   */
  retryAfter(status: number): string | undefined {
    const withStatus = this.ended.filter((one) => one.status === status)
    return [...this.ended, ...withStatus].at(-1)?.retryAfter
  }

  /** The same for an event of a batch. Its requests may run at the same time, so this is the latest of all times. */
  latestRetryAfter(status: number): string | undefined {
    const times = this.ended.filter((one) => one.status === status).flatMap(({ retryAfter = [] }) => retryAfter)
    return times.sort().at(-1)
  }

  /**
   * What got lost of the requests. One that has not ended, because the destination does not wait for it any more, may
   * have arrived.
   */
  get lost(): Lost | undefined {
    const lost = this.ended.flatMap((one) => one.lost ?? [])
    return this.bodies.length > this.ended.length || lost.includes('answer') ? 'answer' : lost[0]
  }

  /** Runs some work, and notes what the agent does to its requests, however they are sent. */
  follow<Result>(work: () => Result): Result {
    return this.agent ? follow(this.agent, this.newFollowed(), work) : work()
  }

  /**
   * A request client that reports its requests.
   * @param added the headers that the destination adds to all its requests
   * @param isOfAction whether an action uses it: only then does the framework keep the request on the response
   */
  client(request: RequestClient, added: AddedHeaders, isOfAction: boolean): RequestClient {
    return async <Data>(url: string, given: RequestOptions = {}) => {
      const options = this.agent ? withoutAgent(given) : given
      const asked = this.ask()
      const permission: Permission = { mayStart: asked && (await asked), isLate: false }
      this.bodies.push(options.json ?? options.body)
      const recording = this.recordsExchanges ? this.record(url, options, added) : undefined
      const own = recording && !isOfAction ? { ...options, ...keepsRequest(options) } : options
      const send = (sent: RequestOptions) => {
        recording?.begin()
        const work = () => request<Data>(url, sent)
        return recording && this.agent ? follow(this.agent, recording.followed, work) : work()
      }
      try {
        const response = await (permission.mayStart ? this.sendInTime(send, own, permission) : send(own))
        const answer = response as unknown as Answer
        this.ended.push(ended(answer))
        recording?.end(answer.request, answer)
        return response
      } catch (error) {
        const { request: sent, response } = (error ?? {}) as Failure
        this.ended.push(response ? ended(response) : { lost: permission.isLate ? 'request' : lostBy(error) })
        if (permission.isLate) recording?.withdraw()
        else recording?.end(sent, response)
        throw error
      }
    }
  }

  /** Sends a request. If it is late, it asks again, and usually finds the connection ready. */
  private async sendInTime<Result>(
    send: (options: RequestOptions) => Promise<Result>,
    options: RequestOptions,
    permission: Permission
  ): Promise<Result> {
    // The framework hands it on to `fetch`.
    const mayStart = () => !(permission.isLate = permission.mayStart?.() === false)
    for (let tries = 1; ; tries++) {
      permission.isLate = false
      try {
        return await send({ ...options, mayStart } as RequestOptions)
      } catch (error) {
        if (!permission.isLate || tries === mostTries) throw error
      }
      permission.mayStart = await this.ask()
    }
  }

  /** Remembers the error with which `beforeRequest` prevents the request. */
  private ask(): ReturnType<BeforeRequest> {
    const prevent = (error: unknown) => {
      this.prevented ??= { error }
      throw error
    }
    try {
      return this.beforeRequest?.()?.catch(prevent)
    } catch (error) {
      prevent(error)
    }
  }

  /** Takes the place of a request among the exchanges. `end` says how it ended; `withdraw`, that it was not sent. */
  private record(url: string, options: RequestOptions, added: AddedHeaders) {
    let start: number
    const begin = () => void (start = performance.now())
    const followed = this.newFollowed()
    let settle: (exchange: Promise<Exchange>) => void = () => undefined
    const exchange = new Promise<Exchange>((resolve) => (settle = resolve))
    this.exchanges.push(exchange)
    const end = (sent: Request | undefined, answer: Answer | undefined) => {
      const { faults } = followed
      const request: EndedRequest = { url, options, added, duration: performance.now() - start, sent, answer, faults }
      const describe = () => settle(describeExchange(request))
      if (this.isRead) describe()
      else this.undescribed.push(describe)
    }
    const withdraw = () => {
      void this.exchanges.splice(this.exchanges.indexOf(exchange), 1)
      // Somebody may be waiting for it already.
      end(undefined, undefined)
    }
    return { followed, begin, end, withdraw }
  }

  private newFollowed(): Followed {
    return { faults: [], exchanges: this.exchanges, refused: this.refusals }
  }
}

/** What the requests carried that went without the request client: nobody saw it before. */
export function ownBodies(exchanges: Exchange[]): string[] {
  return exchanges.filter(({ withoutClient }) => withoutClient).map(({ request }) => request.body)
}

function ended(answer: Answer): Ended {
  if (answer.ok) return { status: answer.status }
  return { status: answer.status, retryAfter: retryAfterTime(answer.headers.get('retry-after'), Date.now()) }
}

/** A `TypeError` is one of the request itself, such as a wrong URL. */
function lostBy(error: unknown): Lost {
  const { name, code } = (error ?? {}) as Partial<Failure>
  return name === 'TypeError' || isNeverConnected(code) ? 'request' : 'answer'
}

/** The framework would merge the destination's own agent with ours, into an object that is neither. */
function withoutAgent({ agent: _own, ...others }: RequestOptions): RequestOptions {
  return others
}

/** The framework keeps the request on the response in actions, but not in `onDelete` and `testAuthentication`. */
function keepsRequest(options: RequestOptions): object {
  const { afterResponse = [] } = options as { afterResponse?: unknown[] }
  return {
    afterResponse: [
      ...afterResponse,
      (request: Request, _options: unknown, response: Answer) => {
        response.request ??= request
      }
    ]
  }
}
