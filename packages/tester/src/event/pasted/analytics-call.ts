import { isObject } from '../../json/json'
import type { Json, JsonObject } from '../../json/json'

/** The calls of Segment's libraries that make events. */
export const eventMethods = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const

export type EventMethod = typeof eventMethods[number]

/** A call of one of Segment's libraries. Functions and missing values among its arguments are `undefined`. */
export interface AnalyticsCall {
  method: EventMethod
  args: (Json | undefined)[]
}

/** The ID of a visitor who was not identified. analytics.js would generate one, too. */
export const inventedAnonymousId = '7a5f9c1e-3b2d-4c6a-8e0f-91d2b3c4a5e6'

/** The options of a call that analytics.js puts into the event itself; all others go into its context. */
const ownOptions = ['userId', 'anonymousId', 'timestamp', 'messageId']

/** The keys of an event in Segment's server libraries, whose calls take one object. */
const envelope = [...ownOptions, 'context', 'integrations']
const ownKeys: Record<EventMethod, string[]> = {
  identify: ['traits'],
  track: ['event', 'properties'],
  page: ['name', 'category', 'properties'],
  screen: ['name', 'category', 'properties'],
  group: ['groupId', 'traits'],
  alias: ['previousId']
}

/**
 * The events that the calls make, in order. As in a browser, an identify call also sets the user of the calls after it.
 */
export function eventsOfCalls(calls: AnalyticsCall[]): JsonObject[] {
  let userId: Json | undefined
  return calls.map(({ method, args }) => {
    const event = serverEvent(method, args) ?? browserEvent(method, args, userId)
    if (method === 'identify') userId = event.userId ?? userId
    const hasUser = event.userId !== undefined || event.anonymousId !== undefined
    return withoutUndefined({ type: method, ...event, ...(!hasUser && { anonymousId: inventedAnonymousId }) })
  })
}

type Parts = Record<string, Json | undefined>

/** The object that a call of a server library takes: it names the user, and has only keys of an event. */
function serverEvent(method: EventMethod, args: AnalyticsCall['args']): Parts | undefined {
  const [event, ...rest] = args
  if (!isObject(event) || rest.some((arg) => arg !== undefined)) return undefined
  const known = [...envelope, ...ownKeys[method]]
  const isEvent =
    Object.keys(event).every((key) => known.includes(key)) && ('userId' in event || 'anonymousId' in event)
  return isEvent ? event : undefined
}

/** The event that analytics.js makes of the arguments. Most are optional, so their types tell them apart. */
function browserEvent(method: EventMethod, args: AnalyticsCall['args'], userId: Json | undefined): Parts {
  switch (method) {
    case 'identify': {
      const { id, traits, options } = userArguments(args)
      return { userId: id ?? userId, traits, ...optionsOf(options) }
    }
    case 'group': {
      const { id, traits, options } = userArguments(args)
      return { userId, groupId: id, traits, ...optionsOf(options) }
    }
    case 'track': {
      const [event, properties, options] = args
      if (isObject(event)) {
        return { userId, event: event.event, properties: objectOf(event.properties), ...optionsOf(properties) }
      }
      return { userId, event, properties: objectOf(properties), ...optionsOf(options) }
    }
    case 'alias': {
      const [to, from] = args.map(textOf).filter((arg) => arg !== undefined)
      return { userId: to, previousId: from, ...optionsOf(args.find(isObject)) }
    }
    case 'page':
    case 'screen': {
      const { category, name, properties, options } = pageArguments(args)
      const all = method === 'page' && category !== undefined ? { ...properties, category } : properties
      return { userId, category, name, properties: all, ...optionsOf(options) }
    }
  }
}

/** `(id?, traits?, options?)` of identify and group. */
function userArguments(args: AnalyticsCall['args']) {
  const [first, ...rest] = args
  const id = textOf(first)
  const hasPlaceOfId = id !== undefined || first === undefined || first === null
  const [traits, options] = hasPlaceOfId ? rest : args
  return { id, traits: objectOf(traits), options }
}

/** `(category?, name?, properties?, options?)` of page and screen; of two objects the second is the options. */
function pageArguments(args: AnalyticsCall['args']) {
  const texts = args.filter((arg) => typeof arg === 'string')
  const [category, name] = texts.length > 1 ? texts : [undefined, texts[0]]
  const objects = args.filter(isObject)
  // If the properties are left out, only the position tells that an object is the options.
  const isOptions = objects.length === 1 && isObject(args[3]) && !isObject(args[2])
  const [properties = {}, options] = isOptions ? [{}, objects[0]] : objects
  return { category, name, properties, options }
}

/** What the options of a call add to the event. */
function optionsOf(options: Json | undefined): Parts {
  if (!isObject(options)) return {}
  const { context, integrations, ...rest } = options
  const entries = Object.entries(rest)
  const own = Object.fromEntries(entries.filter(([key]) => ownOptions.includes(key)))
  const foreign = Object.fromEntries(entries.filter(([key]) => !ownOptions.includes(key)))
  const whole = { ...objectOf(context), ...foreign }
  return { ...(Object.keys(whole).length > 0 && { context: whole }), ...(integrations && { integrations }), ...own }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

function withoutUndefined(parts: Parts): JsonObject {
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
