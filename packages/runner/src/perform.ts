import type { Agent } from 'node:https'
import { Destination } from '@segment/actions-core'
import type { JSONObject, OAuth2ClientCredentials } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { noTokens } from './call'
import type { Call, CallOf, Definition } from './call'
import { describeError } from './call-error'
import { whyNothingDeleted } from './deletion'
import type { Unmasked } from './masking/masked-outcome'
import { Observation, ownBodies } from './observation'
import { observedDefinition } from './observed-definition'
import { checkAction } from './subscriptions'
import type { Step } from './wire'

/** The kinds of calls that deliver no event to an action. */
type OtherKind = Exclude<Call['kind'], 'action' | 'event' | 'preview'>

/** The result of such a call, except its exchanges. */
interface Done {
  steps?: Step[]
  result?: unknown
}

/** What the destination does for each kind of call. */
const acts: {
  [Kind in OtherKind]: (
    destination: Destination<JSONObject>,
    call: CallOf<Kind>,
    observation: Observation
  ) => Promise<Done>
} = {
  authenticate,
  refreshAccessToken,
  delete: onDelete,
  field: dynamicField,
  hook: performHook,
  createAudience: (destination, call) => audience(destination, call.kind, call),
  getAudience: (destination, call) => audience(destination, call.kind, call)
}

/** Makes a destination do a call that doesn't deliver an event to an action. */
export async function perform<Kind extends OtherKind>(
  definition: Definition,
  call: CallOf<Kind>,
  agent?: Agent
): Promise<Unmasked> {
  const observation = new Observation(agent, true)
  let done: Done
  try {
    const destination = new Destination(observedDefinition(definition, () => observation, agent))
    done = await observation.follow(() => acts[call.kind](destination, call, observation))
  } catch (error) {
    if (error instanceof BadCallError) throw error
    done = { steps: [describe(error, call.kind, observation)] }
  }
  const exchanges = await observation.read()
  const steps = [...exchanges, ...observation.completed(done.steps ?? [])]
  const mayHoldPasswords = [observation.bodies, ownBodies(exchanges)]
  return { steps, ...(!observation.isIncomplete && { result: done.result }), mayHoldPasswords }
}

/** Segment retries deletions. It doesn't retry tests of the settings, new tokens and dynamic fields. */
function describe(error: unknown, kind: OtherKind, observation: Observation): Step {
  const described = describeError(error)
  const retryAfter = observation.retryAfter(described.statusCode)
  return {
    ...described,
    retry: kind === 'delete' && described.retry,
    ...(retryAfter !== undefined && { retryAfter })
  }
}

async function authenticate(destination: Destination<JSONObject>, { settings }: CallOf<'authenticate'>): Promise<Done> {
  await destination.testAuthentication(settings)
  return {}
}

/** The result is undefined if the destination uses OAuth but has no function for new tokens. */
async function refreshAccessToken(
  destination: Destination<JSONObject>,
  { settings, auth }: CallOf<'refreshAccessToken'>
): Promise<Done> {
  return { result: await destination.refreshAccessToken(settings, auth as unknown as OAuth2ClientCredentials) }
}

async function onDelete(
  destination: Destination<JSONObject>,
  { payload, settings }: CallOf<'delete'>,
  observation: Observation
): Promise<Done> {
  if (!destination.onDelete) throw new BadCallError(`${destination.name} has no onDelete.`)
  const event = payload as unknown as Parameters<typeof destination.onDelete>[0]
  const { output } = await destination.onDelete(event, settings)
  return { steps: observation.hasSent ? [] : [{ skipped: whyNothingDeleted(payload, output) }] }
}

async function dynamicField(destination: Destination<JSONObject>, call: CallOf<'field'>): Promise<Done> {
  checkAction(destination.definition, call.action)
  const { action, field, hook } = call
  const ofHook = hook === undefined ? undefined : hookOf(destination, action, hook).inputFields?.[field]?.dynamic
  if (hook !== undefined && !ofHook)
    throw new BadCallError(`The hook ${hook} of ${action} has no dynamic field ${field}.`)
  const asked = destination.actions[action]
  const data = formInput(call) as Parameters<typeof asked.executeDynamicField>[1]
  return { result: await asked.executeDynamicField(field, data, ofHook) }
}

async function performHook(destination: Destination<JSONObject>, call: CallOf<'hook'>): Promise<Done> {
  checkAction(destination.definition, call.action)
  hookOf(destination, call.action, call.hook)
  const action = destination.actions[call.action]
  const input = formInput(call) as unknown as Parameters<typeof action.executeHook>[1]
  return { result: await action.executeHook(call.hook as Parameters<typeof action.executeHook>[0], input) }
}

/** As Segment's own local server hands it over: the values of a hook are an object only where there is a hook. */
function formInput({ kind, auth = noTokens, ...given }: CallOf<'field' | 'hook'>) {
  const { hook, settings, payload, page, features } = given
  const { audienceSettings = {}, dynamicFieldContext = {} } = given
  const ofHook = {
    hookInputs: given.hookInputs ?? (hook === undefined ? undefined : {}),
    hookOutputs: given.hookOutputs ?? (kind === 'hook' ? {} : undefined)
  }
  return { settings, payload, page, auth, audienceSettings, features, dynamicFieldContext, ...ofHook }
}

/** @throws BadCallError when the action has no such hook */
function hookOf({ definition }: Destination<JSONObject>, action: string, hook: string) {
  const { hooks = {} } = definition.actions[action]
  const known = Object.keys(hooks)
  if (known.includes(hook)) return hooks[hook as keyof typeof hooks] as NonNullable<typeof hooks[keyof typeof hooks]>
  throw new BadCallError(`The action ${action} has no hook "${hook}". It has ${known.join(', ') || 'none'}.`)
}

async function audience<Kind extends 'createAudience' | 'getAudience'>(
  destination: Destination<JSONObject>,
  kind: Kind,
  { kind: _kind, ...input }: CallOf<Kind>
): Promise<Done> {
  const { audienceConfig = {} } = destination.definition as { audienceConfig?: object }
  if (!(kind in audienceConfig)) throw new BadCallError(`${destination.name} has no ${kind}.`)
  const act = destination[kind].bind(destination) as (data: object) => Promise<unknown>
  return { result: await act(input) }
}
