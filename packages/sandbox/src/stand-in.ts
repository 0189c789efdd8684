import type { IncomingHttpHeaders } from 'node:http'

/** A call of a vendor's API, its path already matched. */
export interface Call {
  headers: IncomingHttpHeaders
  query: URLSearchParams
  /** The body as it came; empty when there was none. */
  body: string
}

/** A vendor's API and what it has been told. All of the API answers to POST with JSON, as the three vendors do. */
export interface StandIn<State> {
  /** By path: answers a call with the body of a 200, or throws a `Refusal`. */
  readonly routes: Readonly<Record<string, (call: Call) => object>>
  /** By path: the scripts that pages get from the vendor's script host, answered to GET. */
  readonly scripts?: Readonly<Record<string, string>>
  /** An error of this status in the vendor's form. */
  errorBody(status: number, message: string): object
  /** A copy of what it holds. */
  read(): State
  /** Forgets everything, rate limits included. */
  reset(): void
}

/** Thrown by a route: the vendor's error answer. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: object) {
    super(`${status} ${JSON.stringify(body)}`)
  }
}
