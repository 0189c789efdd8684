import type { Agent } from 'node:https'
import { Destination, transform } from '@segment/actions-core'
import type { JSONObject, OAuth2ClientCredentials } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { plainResults } from './batch-results'
import type { ActionOptions, Call, Definition } from './call'
import type { CallError, Outcome, Step } from './wire'
import { describeError, isSchemaError, noStandInError } from './call-error'
import { whyNothingDeleted } from './deletion'
import { problemsOf } from './problems/problems'
import { Recording } from './recording'

/** A call that is about one function of a destination. */
type SingleCall = Exclude<Call, { kind: 'event' | 'preview' }>

/** What came of a call besides its exchanges. */
type Done = Pick<Outcome, 'payload' | 'result'> & { after: Step[] }

/** Destinations get an object for the tokens even when there are none, as from Segment's own local server. */
const noTokens = {} as NonNullable<ActionOptions['auth']>

/** Makes a destination do a call that is about one of its functions. Nothing is masked yet. */
export async function perform(definition: Definition, call: SingleCall, agent?: Agent): Promise<Outcome> {
  const recording = new Recording(definition, agent)
  const mapping = call.kind === 'action' ? mappingOf(definition, call) : {}
  const done: Done = { after: [] }
  try {
    await recording.follow(() => act(recording, call, mapping, done)).result
  } catch (error) {
    if (error instanceof BadCallError) throw error
    done.after.push(describe(error, definition, call, mapping, done.payload))
  }
  const exchanges = await recording.read()
  // Where the schema kept the payload from the action, it is the one that the mapping made.
  const payload = recording.payloads[0] ?? done.payload
  const { noStandIn } = recording
  if (noStandIn !== undefined) return { steps: [...exchanges, noStandInError(noStandIn)], payload }
  return { steps: [...exchanges, ...done.after], payload, result: done.result }
}

async function act(recording: Recording, call: SingleCall, mapping: JSONObject, done: Done): Promise<void> {
  const destination = new Destination(recording.definition)
  if (call.kind === 'authenticate') await destination.testAuthentication(call.settings)
  else if (call.kind === 'refreshAccessToken') done.result = await refreshAccessToken(destination, call)
  else if (call.kind === 'delete') done.after.push(...(await onDelete(destination, call, recording)))
  else if (call.kind === 'field') done.result = await dynamicField(destination, call)
  else {
    done.payload = map(mapping, call.payload)
    done.after.push(...(await execute(destination, call, mapping)))
  }
}

/** An error that the call ended with; one of the schema in plain sentences. */
function describe(
  error: unknown,
  definition: Definition,
  call: SingleCall,
  mapping: JSONObject,
  payload: unknown
): CallError {
  const described = describeError(error)
  if (call.kind !== 'action' || !isSchemaError(error)) return described
  const { fields } = definition.actions[call.action]
  const problems = problemsOf(error, { fields, value: payload, source: { mapping, event: firstEvent(call) ?? {} } })
  return { ...described, message: problems.map(({ message }) => message).join(' '), problems }
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
  { payload, settings }: Call & { kind: 'delete' },
  recording: Recording
): Promise<Step[]> {
  if (!destination.onDelete) throw new BadCallError(`${destination.name} has no onDelete.`)
  const event = payload as unknown as Parameters<typeof destination.onDelete>[0]
  const { output } = await destination.onDelete(event, settings)
  const hasSent = (await recording.read()).length > 0
  return hasSent ? [] : [{ skipped: whyNothingDeleted(payload, output) }]
}

/** New tokens; undefined when the destination's scheme is OAuth, but it has no function for it. */
async function refreshAccessToken(
  destination: Destination<JSONObject>,
  { settings, auth }: Call & { kind: 'refreshAccessToken' }
): Promise<unknown> {
  return destination.refreshAccessToken(settings, auth as unknown as OAuth2ClientCredentials)
}

async function dynamicField(destination: Destination<JSONObject>, call: Call & { kind: 'field' }): Promise<unknown> {
  const { action, field, auth = noTokens, ...rest } = call
  const data = { ...rest, auth }
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
    auth: call.auth ?? noTokens,
    features: call.features ?? {},
    subscriptionMetadata: call.subscriptionMetadata ?? {}
  }
  if (!Array.isArray(call.payload)) {
    await action.execute({ ...bundle, data: call.payload })
    return []
  }
  const results = await action.executeBatch({ ...bundle, data: call.payload })
  return [{ multistatus: await plainResults(destination.definition, call.action, mapping, results, call.payload) }]
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
