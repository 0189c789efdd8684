import type { JsonObject } from './vendor'

/** The events that `packages/benchmarks` measures with. */
export type BenchEvent = 'identify' | 'page' | 'track' | 'productViewed' | 'orderCompleted' | 'deletion'

/** An event for one action, and what the vendor answers. */
export interface BenchCase {
  /** The key of the action, and what is special about the case. */
  what: string
  /** The name of the automatic preset that takes the event; without a name, a subscription that a customer adds. */
  subscription: string | { action: string; subscribe: string }
  event: BenchEvent
  /** Delivery is measured with it. Default: with the vendor's first case. */
  isMain?: true
  /** On top of the subscription's mapping. */
  mapping?: JsonObject
  /** The answers by method and URL. Default: 200 with `{}`. */
  answers?: Record<string, { status: number; json: JsonObject }>
  /** The requests that the vendor's API makes necessary, each as `POST /path`. Default: any single request. */
  calls?: string[]
}

/** What `packages/benchmarks` measures with a vendor: at least one case for each action. */
export interface BenchFacts {
  /** Invented credentials. Default: the vendor's demo settings. */
  settings?: JsonObject
  cases: BenchCase[]
  /** For the page: why its actions cost more than the smallest action. Markdown, in whole sentences. */
  costs?: string
  /** For the page: why some of its events take several requests. Markdown, in whole sentences. */
  severalRequests?: string
}
