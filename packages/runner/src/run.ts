import type { Agent } from 'node:https'
import { inspect } from 'node:util'
import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import { isCallError, isExchange } from './wire'
import type { Call, Definition } from './call'
import type { CallError, EventResult, Outcome, Problem, Step } from './wire'
import { fieldMessages, isSchemaError } from './call-error'
import { runEvent } from './event'
import { perform } from './perform'
import { preview } from './preview'
import type { Preview } from './wire'
import { problemsOf } from './problems/problems'
import { Secrets } from './masking/secrets'

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
      return { steps: [], result: previews.map((one) => maskPreview(one, secrets)) }
    }
    const valid = { ...call, settings: validSettings(definition, call.settings) }
    const outcome =
      valid.kind === 'event' ? await runEvent(definition, valid, agent) : await perform(definition, valid, agent)
    secrets.addPasswords([
      outcome.payload,
      ...outcome.steps.map((step) => ('request' in step ? step.request.body : null))
    ])
    const masked = maskOutcome(outcome, secrets)
    // New tokens are what was asked for; a vendor may give an old one again.
    return call.kind === 'refreshAccessToken' ? { ...masked, result: outcome.result } : masked
  } catch (error) {
    if (error instanceof BadCallError) throw maskBadCall(error, secrets)
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
    const problems = problemsOf(error, { fields: definition.authentication?.fields ?? {}, value: given })
    throw new BadCallError(problems.map(({ message }) => message).join(' '), { fields: fieldMessages(error), problems })
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
  if (isCallError(step)) return maskCallError(step, secrets)
  if ('multistatus' in step) return { ...secrets.maskValues(step), multistatus: step.multistatus.map(maskEventResult) }
  if (!isExchange(step)) return secrets.maskValues(step)
  const { request, response } = step
  return {
    ...step,
    request: secrets.maskValues(request),
    response: response && { ...secrets.maskValues(response), statusCode: response.statusCode }
  }

  function maskEventResult(result: EventResult): EventResult {
    return { ...secrets.maskValues(result), status: result.status, ...maskProblems(result, secrets) }
  }
}

function maskCallError<Error extends Omit<CallError, 'requestError'>>(error: Error, secrets: Secrets): Error {
  return { ...secrets.maskValues(error), statusCode: error.statusCode, ...maskProblems(error, secrets) }
}

function maskPreview(preview: Preview, secrets: Secrets): Preview {
  const result = { ...secrets.maskValues(preview), event: preview.event }
  return 'error' in preview && preview.error ? { ...result, error: maskCallError(preview.error, secrets) } : result
}

function maskBadCall({ message, fields, problems }: BadCallError, secrets: Secrets): BadCallError {
  return new BadCallError(secrets.mask(message), {
    fields: fields && secrets.maskValues(fields),
    ...maskProblems({ problems }, secrets)
  })
}

function maskProblems({ problems }: { problems?: Problem[] }, secrets: Secrets): { problems?: Problem[] } {
  return problems ? { problems: problems.map((problem) => secrets.maskValues(problem)) } : {}
}
