import type { Agent } from 'node:https'
import { inspect } from 'node:util'
import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { isCallError, isExchange } from './call'
import type { Call, Definition, Outcome, Step } from './call'
import { fieldMessages, isSchemaError } from './call-error'
import { runEvent } from './event'
import { perform } from './perform'
import { preview } from './preview'
import { Secrets } from './secrets'

/**
 * Makes a destination do a call, as Segment would make it, and tells what happened. A failure of the destination or
 * of the vendor is a step of the outcome.
 * @param agent connects the requests to the sandbox; without one they go to the vendor
 * @throws BadCallError when the settings fail their schema, or the destination cannot do such a call
 */
export async function run(definition: Definition, call: Call, agent?: Agent): Promise<Outcome> {
  const secrets = new Secrets()
  secrets.addSettings(definition, call.settings, 'auth' in call ? call.auth : undefined)
  if (secrets.areTooMany) throw new BadCallError('The settings and "auth" hold too many secrets to keep them hidden.')
  try {
    if (call.kind === 'preview') {
      const previews = await preview(definition, call)
      secrets.addPasswords(previews)
      return maskOutcome({ steps: [], result: previews }, secrets)
    }
    const valid = { ...call, settings: validSettings(definition, call.settings) }
    const outcome =
      valid.kind === 'event' ? await runEvent(definition, valid, agent) : await perform(definition, valid, agent)
    secrets.addPasswords([
      outcome.payload,
      ...outcome.steps.map((step) => ('request' in step ? step.request.body : null))
    ])
    return maskOutcome(outcome, secrets)
  } catch (error) {
    if (error instanceof BadCallError) throw new BadCallError(...secrets.mask([error.message, error.fields] as const))
    // eslint-disable-next-line preserve-caught-error -- the cause would hold what is masked here
    throw new Error(secrets.mask(error instanceof Error ? error.message : inspect(error)))
  }
}

/** The settings in the types that their schema has, which the framework makes of those that an event comes with. */
function validSettings(definition: Definition, given: JSONObject): JSONObject {
  const settings = { ...given }
  try {
    new Destination(definition).validateSettings(settings)
    return settings
  } catch (error) {
    if (!isSchemaError(error)) throw error
    throw new BadCallError(`The settings are not valid: ${error.message}`, fieldMessages(error))
  }
}

function maskOutcome({ steps, payload, result }: Outcome, secrets: Secrets): Outcome {
  return {
    steps: steps.map((step) => maskStep(step, secrets)),
    payload: secrets.mask(payload),
    result: secrets.mask(result)
  }
}

function maskStep(step: Step, secrets: Secrets): Step {
  if (isCallError(step)) return { ...secrets.maskValues(step), statusCode: step.statusCode }
  if (!isExchange(step)) return secrets.maskValues(step)
  const { request, response } = step
  return {
    ...step,
    request: secrets.maskValues(request),
    response: response && { ...secrets.maskValues(response), statusCode: response.statusCode }
  }
}
