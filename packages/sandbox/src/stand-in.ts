import type { IncomingHttpHeaders } from 'node:http'

// What the vendors' stand-ins are made of.
export { BoundedMap, CAPACITY } from './bounded-map'
export type { JsonObject } from './json-object'
export { isMissing, isObject, parseObject } from './json-object'

/** A request that reached a vendor's API. Its path has a route. */
export interface VendorRequest {
  headers: IncomingHttpHeaders
  query: URLSearchParams
  /** The body, unparsed; empty if there was none. */
  body: string
}

/** A vendor's API and the data that it got. It answers with JSON, to POST unless `methods` says otherwise. */
export interface StandIn<State extends object = object> {
  /** By path: answers a request with the body of a 200, or throws a `Refusal`. */
  readonly routes: Readonly<Record<string, (request: VendorRequest) => object>>
  /** By path: the method of a request that isn't sent by POST. */
  readonly methods?: Readonly<Record<string, string>>
  /** An error of this status in the vendor's form. */
  errorBody(status: number, message: string): object
  /** A copy of its data. */
  read(): State
  /** Deletes everything, rate limits included. */
  reset(): void
}

/** A vendor's hosts, and what answers for them. */
export interface StandInDefinition<State extends object = object> {
  /** The host of the vendor's API, as in a destination's URLs. */
  host: string
  /** The scripts that pages load from another host of the vendor, by GET. */
  scripts?: {
    host: string
    /** The text of each script by its path. */
    files: Readonly<Record<string, string>>
  }
  /**
   * Makes a stand-in without data.
   *
   * @param now the clock of rate limits, in milliseconds
   */
  create(now: () => number): StandIn<State>
}

/** A stand-in for each vendor, by the vendor's name in the sandbox. */
export type StandInDefinitions<States> = {
  readonly [Name in keyof States]: StandInDefinition<States[Name] & object>
}

/** The hosts that stand-ins answer for: those of the APIs, then those of scripts. */
export function hostsOf(definitions: Readonly<Record<string, StandInDefinition>>): string[] {
  const all = Object.values(definitions)
  return [...all.map(({ host }) => host), ...all.flatMap(({ scripts }) => (scripts ? [scripts.host] : []))]
}

/** Thrown by a route: the vendor's error answer. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: object) {
    super(`${status} ${JSON.stringify(body)}`)
  }
}
