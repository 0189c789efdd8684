import type { Agent } from 'node:https'
import { Destination } from '@segment/actions-core'
import type { JSONObject, OAuth2ClientCredentials } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { noTokens } from './call'
import type { Call, Definition } from './call'
import { describeError } from './call-error'
import { whyNothingDeleted } from './deletion'
import type { Unmasked } from './masking/masked-outcome'
import { Observation, ownBodies } from './observation'
import { observedDefinition } from './observed-definition'
import { checkAction } from './subscriptions'
import type { Step } from './wire'

type CallOf<Kind extends Call['kind']> = Call & { kind: Kind }

/** A call that delivers no event to an action. */
export type OtherCall = CallOf<'authenticate' | 'refreshAccessToken' | 'delete' | 'field'>

/** What came of such a call besides its exchanges. */
interface Done {
  steps?: Step[]
  result?: unknown
}

/** Makes a destination do a call that delivers no event to an action. */
export async function perform(definition: Definition, call: OtherCall, agent?: Agent): Promise<Unmasked> {
  const observation = new Observation(agent, true)
  let done: Done
  try {
    const destination = new Destination(observedDefinition(definition, () => observation, agent))
    done = await observation.follow(() => act(destination, call, observation)).result
  } catch (error) {
    if (error instanceof BadCallError) throw error
    done = { steps: [describe(error, call, observation)] }
  }
  const exchanges = await observation.read()
  const steps = [...exchanges, ...observation.completed(done.steps ?? [])]
  const mayHoldPasswords = [observation.bodies, ownBodies(exchanges)]
  return { steps, ...(!observation.isIncomplete && { result: done.result }), mayHoldPasswords }
}

async function act(destination: Destination<JSONObject>, call: OtherCall, observation: Observation): Promise<Done> {
  switch (call.kind) {
    case 'authenticate':
      await destination.testAuthentication(call.settings)
      return {}
    case 'refreshAccessToken':
      return { result: await refreshAccessToken(destination, call) }
    case 'delete':
      return { steps: await onDelete(destination, call, observation) }
    case 'field':
      return { result: await dynamicField(destination, call) }
  }
}

/** Segment delivers deletions again, but nobody repeats a test of the keys, or what a page asks for. */
function describe(error: unknown, { kind }: OtherCall, observation: Observation): Step {
  const described = describeError(error)
  const retryAfter = observation.retryAfter(described.statusCode)
  return {
    ...described,
    retry: kind === 'delete' && described.retry,
    ...(retryAfter !== undefined && { retryAfter })
  }
}

async function onDelete(
  destination: Destination<JSONObject>,
  { payload, settings }: CallOf<'delete'>,
  observation: Observation
): Promise<Step[]> {
  if (!destination.onDelete) throw new BadCallError(`${destination.name} has no onDelete.`)
  const event = payload as unknown as Parameters<typeof destination.onDelete>[0]
  const { output } = await destination.onDelete(event, settings)
  return observation.hasSent ? [] : [{ skipped: whyNothingDeleted(payload, output) }]
}

/** New tokens; undefined when the destination's scheme is OAuth, but it has no function for it. */
async function refreshAccessToken(
  destination: Destination<JSONObject>,
  { settings, auth }: CallOf<'refreshAccessToken'>
): Promise<unknown> {
  return destination.refreshAccessToken(settings, auth as unknown as OAuth2ClientCredentials)
}

async function dynamicField(destination: Destination<JSONObject>, call: CallOf<'field'>): Promise<unknown> {
  checkAction(destination.definition, call.action)
  const { action, field, auth = noTokens, ...rest } = call
  const data = { ...rest, auth }
  return destination.executeDynamicField(action, field, data as Parameters<typeof destination.executeDynamicField>[2])
}
