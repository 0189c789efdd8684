import type { JsonObject, StandIn, VendorRequest } from '@partner-destinations/sandbox/stand-in'
import { BoundedMap, CAPACITY, Refusal, isMissing, isObject, parseObject } from '@partner-destinations/sandbox/stand-in'
import { demoKeys } from './demo-keys'

export interface WigzoEvent {
  eventName: string
  eventval: string | unknown[] | JsonObject
  /** `is_active` and `source`, if the call had them. */
  [field: string]: unknown
}

export interface WigzoUser {
  userId: string
  /** What identify calls said about the user: the newest value of each field. */
  attributes: JsonObject
  events: WigzoEvent[]
}

export interface WigzoState {
  users: WigzoUser[]
  /** The newest `eventval` of `product_view` for each product id. */
  products: JsonObject[]
}

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
/** The text fields of an identify call. */
const TEXTS = [
  'email',
  'phone',
  'fullName',
  'firstName',
  'lastName',
  'customer_id',
  'city',
  'state',
  'country',
  'country_code',
  'postal_code'
]
/** The type of the value of Wigzo's own events. For all other events, it is a text, a list or an object. */
const VALUES = new Map([
  ...['addtocart', 'removedfromcart', 'wishlist', 'search'].map((event) => [event, 'a string'] as const),
  ...['checkoutstarted', 'buy'].map((event) => [event, 'an array of strings'] as const),
  ...['view', 'product_view', 'review', 'order'].map((event) => [event, 'an object'] as const)
])
const ISO_DATE = /^(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * Wigzo's learning API: `/learn/identify` and `/learn/event`.
 *
 * Wigzo publishes neither its error answers nor the answer to a successful call, so we made both up: `{"error": …}`
 * with 400 or 401, and `{"status": "success"}`.
 */
export class Wigzo implements StandIn<WigzoState> {
  private readonly attributes = new BoundedMap<string, JsonObject>(CAPACITY)
  private readonly events = new BoundedMap<number, WigzoEvent & { userId: string }>(CAPACITY)
  private readonly products = new BoundedMap<string, JsonObject>(CAPACITY)
  private received = 0

  readonly routes = {
    '/rest/v1/learn/identify': (request: VendorRequest) => this.identify(accept(request, ['userId'])),
    '/rest/v1/learn/event': (request: VendorRequest) =>
      this.track(accept(request, ['eventName', 'eventval', 'eventCategory', 'userId']))
  }

  errorBody(_status: number, message: string): object {
    return errorBody(message)
  }

  read(): WigzoState {
    const users = new Map<string, WigzoUser>()
    for (const [userId, attributes] of this.attributes) {
      users.set(userId, { userId, attributes, events: [] })
    }
    for (const { userId, ...event } of this.events.values()) {
      users.get(userId)?.events.push(event)
    }
    return structuredClone({ users: [...users.values()], products: [...this.products.values()] })
  }

  reset(): void {
    this.attributes.clear()
    this.events.clear()
    this.products.clear()
  }

  private identify({ userId, ...attributes }: Accepted): object {
    for (const key of TEXTS) {
      requireThat(attributes[key] === undefined || typeof attributes[key] === 'string', `${key} must be a string`)
    }
    for (const key of ['createdAt', 'updatedAt']) {
      requireThat(attributes[key] === undefined || isDate(attributes[key]), `${key} must be an ISO 8601 date`)
    }
    this.attributes.set(userId, { ...this.attributes.get(userId), ...attributes })
    return { status: 'success' }
  }

  private track({ userId, eventName, eventval, eventCategory, ...rest }: Accepted): object {
    requireThat(typeof eventName === 'string', 'eventName must be a string')
    requireThat(
      typeof eventval === 'string' || Array.isArray(eventval) || isObject(eventval),
      'eventval must be a string, an array or an object'
    )
    requireThat(eventCategory === 'EXTERNAL', 'eventCategory must be EXTERNAL')
    const expected = VALUES.get(eventName)
    requireThat(isValue(eventval, expected), `eventval of ${eventName} must be ${expected}`)
    if (eventName === 'product_view' && isObject(eventval)) {
      const { productId } = eventval
      requireThat(typeof productId === 'string' && productId !== '', 'productId of eventval must be a non-empty string')
      this.products.set(productId, eventval)
    }
    if (eventName === 'order' && isObject(eventval)) {
      const { orderId } = eventval
      // Wigzo's plugin sends a number.
      requireThat(
        typeof orderId === 'number' || (typeof orderId === 'string' && orderId !== ''),
        'orderId of eventval must be a number or a non-empty string'
      )
    }
    if (!this.attributes.has(userId)) {
      this.attributes.set(userId, {})
    }
    this.events.set(this.received++, { ...rest, userId, eventName, eventval })
    return { status: 'success' }
  }
}

/** A body that has its required fields, and valid values in the fields that both calls share. */
type Accepted = JsonObject & { userId: string }

function accept({ query, body }: VendorRequest, required: string[]): Accepted {
  if (query.get('org_token') !== demoKeys.orgToken) {
    throw new Refusal(401, errorBody('Invalid org_token'))
  }
  const fields = parseObject(body)
  requireThat(fields, 'The body must be a JSON object')
  for (const key of required) {
    requireThat(!isMissing(fields[key]), `Missing required field ${key}`)
  }
  const { userId, is_active, source } = fields
  requireThat(typeof userId === 'string' && UUID_V4.test(userId), 'userId must be a version-4 UUID')
  requireThat(is_active === undefined || typeof is_active === 'boolean', 'is_active must be true or false')
  requireThat(source === undefined || source === 'web' || source === 'app', 'source must be web or app')
  return { ...fields, userId: userId.toLowerCase() }
}

/** Whether a value is an ISO 8601 date of a day that exists. */
function isDate(value: unknown): boolean {
  const [, day] = (typeof value === 'string' && ISO_DATE.exec(value)) || []
  if (day === undefined) return false
  // JavaScript reads 30 February as 1 March.
  const time = Date.parse(day)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

function isValue(value: unknown, expected?: 'a string' | 'an array of strings' | 'an object'): boolean {
  switch (expected) {
    case 'a string':
      return typeof value === 'string'
    case 'an array of strings':
      return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
    case 'an object':
      return isObject(value)
    default:
      return true
  }
}

function requireThat(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new Refusal(400, errorBody(message))
  }
}

function errorBody(message: string): object {
  return { error: message }
}
