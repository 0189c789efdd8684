import type { Agent } from 'node:https'
import { runAction } from './action'
import type { Call, CallOf, Definition } from './call'
import { ConnectedDestination } from './connected-destination'
import { deliverEvents } from './event'
import { maskError, secretsOf } from './masking/hiding'
import { maskOutcome, maskPreviews } from './masking/masked-outcome'
import type { MaskResult, Unmasked } from './masking/masked-outcome'
import { perform } from './perform'
import { preview } from './preview'
import { validSettings } from './settings'
import { presetsOf } from './subscriptions'
import type { Outcome } from './wire'

/** How to do a kind of call. */
interface KindOfCall<Kind extends Call['kind']> {
  work: (definition: Definition, call: CallOf<Kind>, agent?: Agent) => Promise<Unmasked>
  /** Whether it works with any settings, because it sends nothing. */
  takesAnySettings?: true
  /** Masks the result. Default: every secret in it. */
  maskResult?: MaskResult
}

const kinds: { [Kind in Call['kind']]: KindOfCall<Kind> } = {
  authenticate: { work: perform },
  // The call asked for new tokens, so don't mask them; a vendor may return an old one again.
  refreshAccessToken: { work: perform, maskResult: (result) => result },
  delete: { work: perform },
  field: { work: perform },
  hook: { work: perform },
  createAudience: { work: perform },
  getAudience: { work: perform },
  action: { work: runAction },
  event: { work: deliverToPresets },
  preview: { work: preview, takesAnySettings: true, maskResult: maskPreviews }
}

/**
 * Makes a destination do a call, as Segment would, and returns what happened. If the destination or the vendor fails,
 * the failure is a step of the outcome. To deliver many events with the same settings, use `prepare`.
 * @param agent sends the requests to the sandbox; without it, they go to the vendor
 * @throws BadCallError if the settings fail their schema, or the destination can't do such a call
 */
export async function run<Kind extends Call['kind']>(
  definition: Definition,
  call: CallOf<Kind>,
  agent?: Agent
): Promise<Outcome> {
  const { work, takesAnySettings, maskResult }: KindOfCall<Kind> = kinds[call.kind]
  const secrets = secretsOf(definition, call.settings, 'auth' in call ? call.auth : undefined)
  try {
    const settings = takesAnySettings ? call.settings : validSettings(definition, call.settings)
    return maskOutcome(await work(definition, { ...call, settings }, agent), secrets, maskResult)
  } catch (error) {
    throw maskError(error, secrets)
  }
}

function deliverToPresets(definition: Definition, call: CallOf<'event'>, agent?: Agent): Promise<Unmasked> {
  const connected = new ConnectedDestination(definition, call.settings, agent, call)
  return deliverEvents(connected, presetsOf(definition), call.payload, { keepExchanges: true, kind: 'preset' })
}
