import type { Definition, Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { RateLimit } from '../catalog'

/** A `delivery.yaml` that was read and checked, with everything that it leaves out filled in. Times in milliseconds. */
export interface DeliveryConfig {
  /** A file, `:memory:`, or `postgres://…`. */
  store: string
  /** In the order of the file. */
  sources: Source[]
  destinations: DestinationConfig[]
  retention: Retention
  /** Undelivered deliveries after which intake refuses more. */
  maxBacklog: number
}

/** Where events come from. */
export interface Source {
  name: string
  /** For the Tracking API. */
  writeKey?: string
  /** Signs `POST /webhooks/<name>`. */
  webhookSecret?: string
  /** The header `x-webhook-token` of webhook batches, whose signature covers only their first event. */
  webhookToken?: string
}

/** One configured instance of a definition. */
export interface DestinationConfig {
  /** The instance's name. */
  name: string
  /** The name of the definition in the catalog. */
  destination: string
  definition: Definition
  /** As the customer enters them: secret. */
  settings: JSONObject
  /** What keeps its events and deliveries. Default: the store of the config. */
  store?: string
  /** The names of the sources whose events it gets. */
  sources: string[]
  /** With whole mappings, as the runner has them. Their names are unique. */
  subscriptions: Subscription[]
  /** Whether the deliveries of a user keep their order. */
  order: 'user' | 'none'
  rateLimit?: RateLimit
  /** Deliveries in flight at a time. */
  concurrency: number
  retryWindowMs: number
  maxLaneBlockMs: number
}

/** How long settled deliveries and their events are kept. */
export interface Retention {
  /** Delivered and filtered ones. */
  deliveredMs: number
  failedMs: number
}
