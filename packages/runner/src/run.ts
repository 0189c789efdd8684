import type { Agent } from 'node:https'
import { runAction } from './action'
import type { Call, Definition } from './call'
import { ConnectedDestination } from './connected-destination'
import { deliverEvents } from './event'
import { maskError, secretsOf } from './masking/hiding'
import { maskOutcome, maskPreview } from './masking/masked-outcome'
import type { Unmasked } from './masking/masked-outcome'
import { perform } from './perform'
import { preview } from './preview'
import { validSettings } from './settings'
import { presetsOf } from './subscriptions'
import type { Outcome } from './wire'

/**
 * Makes a destination do a call, as Segment would make it, and tells what happened. A failure of the destination or
 * of the vendor is a step of the outcome. To deliver many events with the same settings, use `prepare`.
 * @param agent connects the requests to the sandbox; without one they go to the vendor
 * @throws BadCallError when the settings fail their schema, or the destination cannot do such a call
 */
export async function run(definition: Definition, call: Call, agent?: Agent): Promise<Outcome> {
  const secrets = secretsOf(definition, call.settings, 'auth' in call ? call.auth : undefined)
  try {
    if (call.kind === 'preview') {
      const previews = await preview(definition, call, agent)
      secrets.addPasswords(previews)
      return { steps: [], result: previews.map((one) => maskPreview(one, secrets)) }
    }
    const valid = { ...call, settings: validSettings(definition, call.settings) }
    const outcome = await unmasked(definition, valid, agent)
    const masked = maskOutcome(outcome, secrets)
    // New tokens are what was asked for; a vendor may give an old one again.
    return call.kind === 'refreshAccessToken' ? { ...masked, result: outcome.result } : masked
  } catch (error) {
    throw maskError(error, secrets)
  }
}

async function unmasked(
  definition: Definition,
  call: Exclude<Call, { kind: 'preview' }>,
  agent: Agent | undefined
): Promise<Unmasked> {
  if (call.kind === 'action') return runAction(definition, call, agent)
  if (call.kind !== 'event') return perform(definition, call, agent)
  const connected = new ConnectedDestination(definition, call.settings, agent)
  return deliverEvents(connected, presetsOf(definition), call.payload, { keepExchanges: true, kind: 'preset' })
}
