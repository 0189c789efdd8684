import type { Agent } from 'node:https'
import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Call, Definition, Outcome } from './call'
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
  if (call.kind === 'preview') {
    const result = await preview(definition, call)
    secrets.addPasswords(result)
    return secrets.mask({ steps: [], result })
  }
  checkSettings(new Destination(definition), call.settings, secrets)
  const outcome =
    call.kind === 'event' ? await runEvent(definition, call, agent) : await perform(definition, call, agent)
  secrets.addPasswords([
    outcome.payload,
    ...outcome.steps.map((step) => ('request' in step ? step.request.body : null))
  ])
  return secrets.mask(outcome)
}

function checkSettings(destination: Destination<JSONObject>, settings: JSONObject, secrets: Secrets): void {
  try {
    destination.validateSettings({ ...settings })
  } catch (error) {
    if (!isSchemaError(error)) throw error
    throw new BadCallError(
      ...secrets.mask([`The settings are not valid: ${error.message}`, fieldMessages(error)] as const)
    )
  }
}
