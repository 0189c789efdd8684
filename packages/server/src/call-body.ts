import type { JSONObject } from '@segment/actions-core'
import type { Context } from 'hono'
import type { ActionOptions, FormInput } from '@partner-destinations/runner'
import { BadInputError, isObject, readJson, toPayload } from './json-input'

/** What a person posts to a route that runs something. */
export interface CallBody extends ActionOptions, Omit<FormInput, 'payload'> {
  payload?: JSONObject | JSONObject[]
  settings?: JSONObject
  mapping?: JSONObject
}

/** The most events in one call: as many as Segment puts into a batch. */
const maxEvents = 1000

/** The keys of the body that must be objects if they are given. */
const objects = [
  'settings',
  'mapping',
  'auth',
  'features',
  'subscriptionMetadata',
  'audienceSettings',
  'hookInputs',
  'hookOutputs',
  'dynamicFieldContext'
] as const

/**
 * Reads the body of a call: `{"payload": …, "settings": …, …}`; an event or a list of events by itself is the payload.
 * @throws BadInputError when it is not JSON, or a part of it has the wrong type
 */
export async function readCallBody(c: Context): Promise<CallBody> {
  const body = await readBody(c)
  if (Array.isArray(body) || (isObject(body) && body.payload === undefined && typeof body.type === 'string')) {
    return { payload: payloadOf('The body', body) }
  }
  if (!isObject(body)) throw new BadInputError('The body must be an object such as {"payload": {"type": "identify"}}.')
  for (const key of objects) {
    if (body[key] !== undefined && body[key] !== null && !isObject(body[key])) {
      throw new BadInputError(`"${key}" must be an object.`)
    }
  }
  // Only these keys: anything else in the body could change what the call does.
  const given = Object.fromEntries(objects.map((key) => [key, body[key]])) as Pick<CallBody, typeof objects[number]>
  const { page } = body as CallBody
  const payload = body.payload === undefined || body.payload === null ? undefined : payloadOf('"payload"', body.payload)
  return { payload, ...given, page }
}

function payloadOf(source: string, value: unknown): JSONObject | JSONObject[] {
  const payload = toPayload(source, value)
  if (!Array.isArray(payload) || payload.length <= maxEvents) return payload
  throw new BadInputError(
    `${source} has ${payload.length} events, but one call takes ${maxEvents} at most. Split the list into several calls.`
  )
}

/**
 * Reads a body that is the settings themselves.
 * @throws BadInputError when it is not a JSON object
 */
export async function readSettingsBody(c: Context): Promise<JSONObject> {
  const body = (await c.req.text()) === '' ? {} : await readBody(c)
  if (isObject(body)) return body
  throw new BadInputError('The body must be an object: the settings of the destination.')
}

/**
 * Reads a JSON body.
 * @throws BadInputError when it is not JSON
 */
export async function readBody(c: Context): Promise<unknown> {
  return readJson('The body', await c.req.text())
}

/** The single event of a body, where a list makes no sense. */
export function singleEvent({ payload }: CallBody): JSONObject {
  if (Array.isArray(payload)) throw new BadInputError('"payload" must be one event here, not a list.')
  return payload ?? {}
}

/** @throws BadInputError when a body has a mapping where more than one action, or none, is called */
export function refuseMapping({ mapping }: CallBody): void {
  if (Object.keys(mapping ?? {}).length > 0)
    throw new BadInputError('"mapping" is for a single action. Leave it out, or call one action.')
}
