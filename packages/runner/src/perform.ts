import type { Agent } from 'node:https'
import { Destination } from '@segment/actions-core'
import type { JSONObject, OAuth2ClientCredentials } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { noTokens } from './call'
import type { CallOf, Definition } from './call'
import { describeError, noStandInError } from './call-error'
import { whyNothingDeleted } from './deletion'
import type { Unmasked } from './masking/masked-outcome'
import { Observation } from './observation'
import { observedDefinition } from './observed-definition'
import { checkAction } from './subscriptions'
import type { Step } from './wire'

/** The kinds of calls that don't deliver an event to an action. */
type OtherKind = 'authenticate' | 'refreshAccessToken' | 'delete' | 'field'

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
} = { authenticate, refreshAccessToken, delete: onDelete, field: dynamicField }

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
    done = await observation.follow(() => acts[call.kind](destination, call, observation)).result
  } catch (error) {
    if (error instanceof BadCallError) throw error
    done = { steps: [describe(error, call.kind, observation)] }
  }
  const exchanges = await observation.read()
  const mayHoldPasswords = [observation.bodies]
  const { noStandIn } = observation
  if (noStandIn !== undefined) return { steps: [...exchanges, noStandInError(noStandIn)], mayHoldPasswords }
  return { steps: [...exchanges, ...(done.steps ?? [])], result: done.result, mayHoldPasswords }
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
  const { action, field, auth = noTokens, ...rest } = call
  const data = { ...rest, auth } as Parameters<typeof destination.executeDynamicField>[2]
  return { result: await destination.executeDynamicField(action, field, data) }
}
