import type { JsonObject, StandIn, VendorRequest } from '@partner-destinations/sandbox/stand-in'
import { BoundedMap, CAPACITY, Refusal, isMissing, isObject, parseObject } from '@partner-destinations/sandbox/stand-in'
import { demoKeys } from './demo-keys'
import { rateLimit } from './rate-limit'

export interface WishpondEvent {
  event: string
  properties: JsonObject
  timestamp?: string
}

export interface WishpondLead {
  cid: string
  /** What identify calls said about the lead: the newest value of each attribute. */
  attributes: JsonObject
  events: WishpondEvent[]
}

export interface WishpondState {
  leads: WishpondLead[]
}

const RATE_LIMIT_ERROR = 'Rate Limit Exceeded'

/**
 * Wishpond's Tracking API: `/tracking/identify` and `/tracking/track`.
 *
 * The rate limit counts the calls with the right keys, because it belongs to the account. Wishpond doesn't publish the
 * answer to a successful call, so we made `{"success": true}` up.
 */
export class Wishpond implements StandIn<WishpondState> {
  private readonly attributes = new BoundedMap<string, JsonObject>(CAPACITY)
  private readonly events = new BoundedMap<number, WishpondEvent & { cid: string }>(CAPACITY)
  /** Who used an email address last. */
  private readonly emails = new BoundedMap<string, string>(CAPACITY)
  private received = 0
  private window = { start: -Infinity, requests: 0 }

  /** @param now the clock of the rate limit, in milliseconds */
  constructor(private readonly now: () => number) {}

  readonly routes = {
    '/api/v1/tracking/identify': (request: VendorRequest) => this.identify(this.accept(request)),
    '/api/v1/tracking/track': (request: VendorRequest) => this.track(this.accept(request))
  }

  errorBody(status: number, message: string): object {
    return status === 422 ? { errors: { base: [message] } } : { error: status === 429 ? RATE_LIMIT_ERROR : message }
  }

  read(): WishpondState {
    const leads = new Map<string, WishpondLead>()
    for (const [cid, attributes] of this.attributes) {
      leads.set(cid, { cid, attributes, events: [] })
    }
    for (const { cid, ...event } of this.events.values()) {
      leads.get(cid)?.events.push(event)
    }
    return structuredClone({ leads: [...leads.values()] })
  }

  reset(): void {
    this.attributes.clear()
    this.events.clear()
    this.emails.clear()
    this.window = { start: -Infinity, requests: 0 }
  }

  private identify({ cid, attributes }: Accepted): object {
    requireThat(isObject(attributes), 'attributes', 'must be an object')
    const { email } = attributes
    if (!isMissing(email)) {
      requireThat(typeof email === 'string' && email.includes('@'), 'email', 'is invalid')
      requireThat(!this.isTaken(email, cid), 'email', 'is already taken')
      this.emails.set(email.toLowerCase(), cid)
    }
    this.attributes.set(cid, { ...this.attributes.get(cid), ...attributes })
    return { success: true }
  }

  private track({ cid, event, properties = {}, timestamp }: Accepted): object {
    requireThat(!isBlank(event), 'event', "can't be blank")
    requireThat(typeof event === 'string', 'event', 'must be a string')
    requireThat(isObject(properties), 'properties', 'must be an object')
    requireThat(timestamp === undefined || isTimestamp(timestamp), 'timestamp', 'must be an ISO 8601 date and time')
    // An event may come before its lead is identified. Then the lead begins with the event.
    if (!this.attributes.has(cid)) {
      this.attributes.set(cid, {})
    }
    this.events.set(this.received++, { cid, event, properties, timestamp })
    return { success: true }
  }

  private isTaken(email: string, cid: string): boolean {
    const owner = this.emails.get(email.toLowerCase())
    if (owner === undefined || owner === cid) {
      return false
    }
    // The owner may have changed the address since, or may have been dropped.
    const current = this.attributes.get(owner)?.email
    return typeof current === 'string' && current.toLowerCase() === email.toLowerCase()
  }

  private accept({ body }: VendorRequest): Accepted {
    const fields = parseObject(body)
    if (!fields) {
      throw new Refusal(400, { error: 'The body must be a JSON object' })
    }
    const { merchantId, trackingKey } = demoKeys
    if (fields.merchantId !== merchantId || fields.writeKey !== trackingKey) {
      throw new Refusal(401, { error: 'Invalid merchantId or writeKey' })
    }
    this.countRequest()
    const { cid } = fields
    requireThat(!isBlank(cid), 'cid', "can't be blank")
    requireThat(typeof cid === 'string', 'cid', 'must be a string')
    return { ...fields, cid }
  }

  private countRequest(): void {
    const now = this.now()
    if (now - this.window.start >= rateLimit.windowMs) {
      this.window = { start: now, requests: 0 }
    }
    if (this.window.requests >= rateLimit.requests) {
      throw new Refusal(429, { error: RATE_LIMIT_ERROR })
    }
    this.window.requests += 1
  }
}

/** The fields of a call that has the right keys and identifies a person. */
type Accepted = JsonObject & { cid: string }

function requireThat(condition: unknown, field: string, message: string): asserts condition {
  if (!condition) {
    throw new Refusal(422, { errors: { [field]: [message] } })
  }
}

function isBlank(value: unknown): boolean {
  return isMissing(value) || (typeof value === 'string' && value.trim() === '')
}

function isTimestamp(value: unknown): value is string {
  const [, day] = (typeof value === 'string' && /^(\d{4}-\d\d-\d\d)T/.exec(value)) || []
  if (day === undefined || Number.isNaN(Date.parse(value as string))) return false
  // JavaScript reads 30 February as 1 March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
