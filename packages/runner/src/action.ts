import type { Agent } from 'node:https'
import type { JSONObject } from '@segment/actions-core'
import type { CallOf, Definition } from './call'
import { ConnectedDestination } from './connected-destination'
import { checkMapping, defaultMapping, mapEvent } from './mapping'
import type { Unmasked } from './masking/masked-outcome'
import { checkAction } from './subscriptions'

/**
 * Makes one action take an event, or its batch call a list of events, whatever subscriptions there are. An action
 * without a batch call refuses a list, as in the framework: `callsOfList` says how to send one.
 * @throws BadCallError when there is no such action, or the mapping is wrong, as in `checkMapping`
 */
export async function runAction(definition: Definition, call: CallOf<'action'>, agent?: Agent): Promise<Unmasked> {
  const { action, settings, payload } = call
  checkAction(definition, action)
  checkMapping(definition, action, call.mapping ?? {}, 'The mapping')
  const mapping = mappingOf(definition, call)
  const events = [payload].flat()
  events.forEach((event) => mapEvent(mapping, event))
  const connected = new ConnectedDestination(definition, settings, agent, call)
  return connected.run({ action, mapping, payload, keepExchanges: true })
}

/**
 * The mapping that a new subscription begins with, with the call's own on top. Without any, the event itself is the
 * payload, as in Segment's own local server. A mapping that leaves out no default stays as it is, also an empty one:
 * destinations may send fields in their order.
 */
function mappingOf(definition: Definition, { action, mapping, payload }: CallOf<'action'>): JSONObject {
  const defaults = defaultMapping(definition, action)
  if (mapping && Object.keys(defaults).every((key) => Object.hasOwn(mapping, key))) return mapping
  const whole = { ...defaults, ...mapping }
  return Object.keys(whole).length > 0 ? whole : [payload].flat()[0] ?? {}
}
