import type { Agent } from 'node:https'
import type {
  JSONObject,
  ModifiedResponse,
  RequestClient,
  RequestExtension,
  RequestOptions
} from '@segment/actions-core'
import type { Definition } from './call'
import type { Exchange } from './wire'

/** What was done to the requests of a piece of work by whoever takes the vendor's place. */
interface Followed {
  /** What faults did to them, in sentences. */
  faults: string[]
  /** The first host that was asked for and that is not imitated. */
  noStandIn?: string
}

/** An agent that can tell it, as the sandbox's can. */
interface FollowingAgent extends Agent {
  follow<Result>(followed: Followed, work: () => Result): Result
}

/** A function of a destination that the framework calls with a request client: `perform`, `onDelete` and the like. */
type Performing<Result> = (request: RequestClient, data: { payload?: unknown; settings?: unknown }) => Result

/** What the framework and the request client leave on a response or on an error. */
type Answer = ModifiedResponse & { request?: Request }
type Failure = Error & { response?: Answer; request?: Request }

/**
 * A copy of a destination's definition that writes down its requests, the answers, and the payloads that its actions
 * get; for one call only, so that nothing of it can end in another's.
 * @param agent connects the requests to something else than the vendor; without one they go to the vendor
 */
export class Recording {
  readonly definition: Definition
  readonly payloads: unknown[] = []
  private readonly exchanges: Promise<Exchange>[] = []
  private readonly followed: Followed[] = []

  constructor(original: Definition, private readonly agent?: Agent) {
    this.definition = {
      ...original,
      // Hooks are not in the type of what a destination may return here, but the request client takes them.
      extendRequest: ((data) => ({
        ...original.extendRequest?.(data),
        ...(this.agent ? { agent: this.agent } : {}),
        afterResponse: [keepRequest]
      })) as RequestExtension<JSONObject>,
      ...(original.authentication && {
        authentication: {
          ...original.authentication,
          ...this.recorded(original, original.authentication, ['testAuthentication'])
        }
      }),
      ...this.recorded(original, original, ['onDelete']),
      actions: Object.fromEntries(
        Object.entries(original.actions).map(([key, action]) => [
          key,
          { ...action, ...this.recorded(original, action, ['perform', 'performBatch'], (p) => this.payloads.push(p)) }
        ])
      )
    }
  }

  /** The exchanges so far, in the order in which their requests began. */
  async read(): Promise<Exchange[]> {
    return Promise.all(this.exchanges)
  }

  /** A host to which a request was to go, and that the sandbox doesn't imitate. */
  get noStandIn(): string | undefined {
    return this.followed.find(({ noStandIn }) => noStandIn !== undefined)?.noStandIn
  }

  /** Does a piece of work, and hears what the sandbox did to the requests in it, however they were sent. */
  follow<Result>(work: () => Result): { result: Result; followed: Followed } {
    const followed: Followed = { faults: [] }
    this.followed.push(followed)
    return { result: canFollow(this.agent) ? this.agent.follow(followed, work) : work(), followed }
  }

  private recorded<T extends object>(
    original: Definition,
    owner: T,
    keys: (keyof T)[],
    onPayload?: (payload: unknown) => void
  ): Partial<T> {
    const result: Partial<T> = {}
    for (const key of keys) {
      const perform = owner[key] as Performing<unknown> | undefined
      if (typeof perform !== 'function') continue
      const recording: Performing<unknown> = (request, data) => {
        onPayload?.(data.payload)
        const added = original.extendRequest?.(data as Parameters<RequestExtension<JSONObject>>[0])?.headers
        return perform.call(owner, this.client(request, added), data)
      }
      result[key] = recording as T[keyof T]
    }
    return result
  }

  private client(request: RequestClient, added: Record<string, string> | undefined): RequestClient {
    return async <Data>(url: string, options: RequestOptions = {}) => {
      const start = performance.now()
      let settle: (exchange: Promise<Exchange>) => void = () => undefined
      this.exchanges.push(new Promise((resolve) => (settle = resolve)))
      const { result, followed } = this.follow(async () => request<Data>(url, options))
      const asked = { url, options: { ...options, headers: { ...added, ...options.headers } } }
      const finish = (sent: Request | undefined, answer: Answer | undefined) =>
        settle(describe({ asked, start, sent, answer, faults: followed.faults }))
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

function canFollow(agent: Agent | undefined): agent is FollowingAgent {
  return agent !== undefined && 'follow' in agent
}

/** The framework leaves the request on the response in actions, but not in `onDelete` and `testAuthentication`. */
function keepRequest(request: Request, _options: unknown, response: Answer): void {
  response.request ??= request
}

/** Without a request (the connection failed before the client could say what it sent) `asked` says what it was. */
async function describe({
  asked: { url, options },
  start,
  sent,
  answer,
  faults
}: {
  asked: { url: string; options: RequestOptions }
  start: number
  sent: Request | undefined
  answer: Answer | undefined
  faults: string[]
}): Promise<Exchange> {
  const duration = Math.round((performance.now() - start) * 10) / 10
  const body = sent ? await sent.clone().text() : options.json === undefined ? '' : JSON.stringify(options.json)
  return {
    request: {
      url: sent?.url ?? withQuery(url, options),
      method: sent?.method ?? options.method?.toUpperCase() ?? 'GET',
      headers: sent ? plain(sent.headers) : lowerCased(options.headers),
      body
    },
    response: answer
      ? {
          statusCode: answer.status,
          statusMessage: answer.statusText,
          headers: plain(answer.headers),
          body: answer.data ?? answer.content
        }
      : null,
    duration,
    ...(faults.length > 0 ? { fault: faults.join(' ') } : {})
  }
}

function withQuery(url: string, { searchParams }: RequestOptions): string {
  const query = new URLSearchParams(searchParams as Record<string, string> | undefined).toString()
  return query === '' ? url : `${url}?${query}`
}

function plain(headers: Headers): Record<string, string> {
  const result: Record<string, string> = {}
  headers.forEach((value, key) => (result[key] = value))
  return result
}

/** As `Headers` would have them; which refuses values that HTTP cannot carry, and those are to be shown as well. */
function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
}
