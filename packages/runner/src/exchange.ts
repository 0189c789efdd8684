import type { ModifiedResponse, RequestOptions } from '@segment/actions-core'
import type { Exchange } from './wire'

/** What the framework and the request client add to a response or an error. */
export type Answer = ModifiedResponse & { request?: Request }

/** A request that has ended. */
export interface EndedRequest {
  /** The destination's request. Nothing else is known if the request client failed before it made one. */
  url: string
  options: RequestOptions
  /** The headers that the destination adds to all its requests. */
  added: () => Record<string, string> | undefined
  /** Milliseconds from the start of the request to the end of the answer. */
  duration: number
  sent: Request | undefined
  answer: Answer | undefined
  faults: string[]
}

/** Describes a request and its answer. */
export async function describeExchange(ended: EndedRequest): Promise<Exchange> {
  const { url, options, added, duration, sent, answer, faults } = ended
  const body = sent ? await sent.clone().text() : options.json === undefined ? '' : JSON.stringify(options.json)
  return {
    request: {
      url: sent?.url ?? withQuery(url, options),
      method: sent?.method ?? options.method?.toUpperCase() ?? 'GET',
      headers: sent ? plain(sent.headers) : lowerCased({ ...added(), ...options.headers }),
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
    duration: Math.round(duration * 10) / 10,
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

/** With names as in `Headers`. `Headers` refuses values that HTTP can't carry, but we have to show those too. */
function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
}
