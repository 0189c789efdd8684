import type { Agent } from 'node:https'
import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { follow } from './agent'
import type { Followed, Refusal } from './agent'
import { refusedError } from './call-error'
import { describeExchange } from './exchange'
import type { Answer } from './exchange'
import { retryAfterTime } from './retry'
import { isCallError } from './wire'
import type { CallError, Exchange, Step } from './wire'

/** What the request client throws if a request fails. */
type Failure = Error & { response?: Answer; request?: Request }

/** A request that has ended. It has no status if no whole answer came. */
interface Ended {
  status?: number
  /** What the answer says, if it is a refusal. */
  retryAfter?: string
}

/** What we see of a destination during one call or delivery, and nothing of other calls at the same time. */
export class Observation {
  /** The payloads that its actions got. */
  readonly payloads: unknown[] = []
  /** What its requests contained. */
  readonly bodies: unknown[] = []
  /** Whether the framework has come to the destination's own code: `extendRequest` is the first of it. */
  hasReached = false
  private readonly ended: Ended[] = []
  private readonly exchanges: Followed['exchanges'] = []
  private readonly refusals: Refusal[] = []

  /**
   * @param agent can report what it did to the requests
   * @param keepsExchanges whether to keep requests and answers, which takes time and memory
   */
  constructor(private readonly agent: Agent | undefined, private readonly keepsExchanges: boolean) {}

  /** The exchanges so far, in the order in which their requests began; empty if they are not kept. */
  async read(): Promise<Exchange[]> {
    return this.keepsExchanges ? Promise.all(this.exchanges) : []
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
    const refused = new Map(this.refusals.map((refusal) => [refusal.message, refusedError(refusal)]))
    if (refused.size === 0) return steps
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

  /** Runs some work, and notes what the agent does to its requests, however they are sent. */
  follow<Result>(work: () => Result): { result: Result; followed: Followed } {
    const followed: Followed = { faults: [], exchanges: this.exchanges, refused: this.refusals }
    return { result: follow(this.agent, followed, work), followed }
  }

  /**
   * A request client that reports its requests.
   * @param added the headers that the destination adds to all its requests
   */
  client(request: RequestClient, added: () => Record<string, string> | undefined): RequestClient {
    const send: RequestClient = this.keepsExchanges ? this.recording(request, added) : request
    return async <Data>(url: string, options: RequestOptions = {}) => {
      this.bodies.push(options.json ?? options.body)
      try {
        const response = await send<Data>(url, options)
        this.ended.push(ended(response as unknown as Answer))
        return response
      } catch (error) {
        this.ended.push(ended((error as Failure | undefined)?.response))
        throw error
      }
    }
  }

  private recording(request: RequestClient, added: () => Record<string, string> | undefined): RequestClient {
    return async <Data>(url: string, options: RequestOptions = {}) => {
      const start = performance.now()
      let settle: (exchange: Promise<Exchange>) => void = () => undefined
      this.exchanges.push(new Promise((resolve) => (settle = resolve)))
      const { result, followed } = this.follow(async () => request<Data>(url, { ...options, ...keepsRequest(options) }))
      const asked = { url, options: { ...options, headers: { ...added(), ...options.headers } } }
      const finish = (sent: Request | undefined, answer: Answer | undefined) =>
        settle(describeExchange({ asked, start, sent, answer, faults: followed.faults }))
      try {
        const response = await result
        finish((response as unknown as Answer).request, response as unknown as Answer)
        return response
      } catch (error) {
        const { request: sent, response } = error as Failure
        finish(sent, response)
        throw error
      }
    }
  }
}

/** What the requests carried that went without the request client: nobody saw it before. */
export function ownBodies(exchanges: Exchange[]): string[] {
  return exchanges.filter(({ withoutClient }) => withoutClient).map(({ request }) => request.body)
}

function ended(answer: Answer | undefined): Ended {
  if (!answer || answer.ok) return { status: answer?.status }
  return { status: answer.status, retryAfter: retryAfterTime(answer.headers.get('retry-after'), Date.now()) }
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
