import type { Agent } from 'node:https'
import { Destination, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Call, Definition, Outcome, Step } from './call'
import { describeError } from './call-error'
import { Recording } from './recording'

/** Makes a destination do a call that is about one of its functions. Nothing is masked yet. */
export async function perform(
  definition: Definition,
  call: Exclude<Call, { kind: 'event' | 'preview' }>,
  agent?: Agent
): Promise<Outcome> {
  const recording = new Recording(definition, agent)
  const destination = new Destination(recording.definition)
  const after: Step[] = []
  let payload: unknown
  let result: unknown
  try {
    if (call.kind === 'authenticate') await destination.testAuthentication(call.settings)
    else if (call.kind === 'delete') await onDelete(destination, call.payload, call.settings)
    else if (call.kind === 'field') result = await dynamicField(destination, call)
    else {
      const mapping = mappingOf(definition, call)
      payload = map(mapping, call.payload)
      after.push(...(await execute(destination, call, mapping)))
    }
  } catch (error) {
    if (error instanceof BadCallError) throw error
    after.push(describeError(error))
  }
  // Where the schema kept the payload from the action, it is the one that the mapping made.
  return { steps: [...(await recording.read()), ...after], payload: recording.payloads[0] ?? payload, result }
}

/**
 * The payload that a mapping makes of an event, or of each of a list.
 * @throws BadCallError when the mapping is wrong
 */
function map(mapping: JSONObject, payload: JSONObject | JSONObject[]): unknown {
  try {
    return Array.isArray(payload) ? payload.map((event) => transform(mapping, event)) : transform(mapping, payload)
  } catch (error) {
    // The framework throws a list, each with the place in the mapping, or what its template engine says.
    const errors = (error as Error).name === 'AggregateError' ? [...(error as Iterable<Error>)] : [error as Error]
    throw new BadCallError(`The mapping is not valid: ${errors.map(({ message }) => message).join(' ')}`)
  }
}

async function onDelete(
  destination: Destination<JSONObject>,
  payload: JSONObject,
  settings: JSONObject
): Promise<void> {
  if (!destination.onDelete) throw new BadCallError(`${destination.name} has no onDelete.`)
  await destination.onDelete(payload as unknown as Parameters<typeof destination.onDelete>[0], settings)
}

async function dynamicField(destination: Destination<JSONObject>, call: Call & { kind: 'field' }): Promise<unknown> {
  const { action, field, ...data } = call
  return destination.executeDynamicField(action, field, data as Parameters<typeof destination.executeDynamicField>[2])
}

async function execute(
  destination: Destination<JSONObject>,
  call: Call & { kind: 'action' },
  mapping: JSONObject
): Promise<Step[]> {
  const action = destination.actions[call.action]
  const bundle = {
    settings: call.settings,
    mapping,
    audienceSettings: audienceSettings(firstEvent(call)),
    auth: call.auth,
    features: call.features ?? {},
    subscriptionMetadata: call.subscriptionMetadata ?? {}
  }
  if (!Array.isArray(call.payload)) {
    await action.execute({ ...bundle, data: call.payload })
    return []
  }
  return [{ multistatus: await action.executeBatch({ ...bundle, data: call.payload }) }]
}

/**
 * The mapping that a new subscription starts with, the defaults of the fields, with the call's own on top. Without
 * any, the event itself is the payload, as in Segment's own local server.
 */
function mappingOf(definition: Definition, call: Call & { kind: 'action' }): JSONObject {
  const defaults = Object.entries(definition.actions[call.action].fields).map(([key, field]) => [key, field.default])
  const given = defaults.filter(([, value]) => value !== undefined && value !== null)
  const mapping = { ...(Object.fromEntries(given) as JSONObject), ...call.mapping }
  return Object.keys(mapping).length > 0 ? mapping : firstEvent(call) ?? {}
}

function firstEvent(call: Call & { kind: 'action' }): JSONObject | undefined {
  return Array.isArray(call.payload) ? call.payload[0] : call.payload
}

function audienceSettings(event: JSONObject | undefined): JSONObject {
  const context = event?.context as { personas?: { audience_settings?: JSONObject } } | undefined
  return context?.personas?.audience_settings ?? {}
}
