import type { Agent } from 'node:https'
import type { JSONObject, RequestClient } from '@segment/actions-core'
import { runAction } from './action'
import type { CallOf, Definition } from './call'
import type { Unmasked } from './masking/masked-outcome'
import { presetsOf } from './subscriptions'
import type { Subscriptions } from './subscriptions'
import { isCallError } from './wire'
import type { CallError, Preview } from './wire'

/**
 * Shows what the mapping makes of an event, or of each event of a list, without sending anything. The actions run up to
 * their first request, so that their own errors about the payload are shown as well.
 * @param agent hears of requests that the actions send without the request client, and has to refuse them
 * @throws BadCallError when there is no such action, or the mapping is not valid
 */
export async function preview(definition: Definition, call: CallOf<'preview'>, agent?: Agent): Promise<Unmasked> {
  const withheld = withoutRequests(definition)
  const presets = call.action === 'event' ? presetsOf(definition) : undefined
  const previews: Preview[] = []
  for (const [index, payload] of [call.payload].flat().entries()) {
    const targets = presets ? presetTargets(presets, payload) : [{ action: call.action, mapping: call.mapping }]
    for (const { preset, action, mapping } of targets) {
      const task = { kind: 'action' as const, action, payload, mapping, settings: call.settings }
      const outcome = await runAction(withheld, task, agent)
      const error = outcome.steps.filter(isCallError).find(isAboutThePayload)
      previews.push({
        event: index,
        preset,
        action,
        payload: outcome.payload,
        ...(error && { error: withoutStack(error) })
      })
    }
    if (presets && targets.length === 0) {
      previews.push({ event: index, skipped: presets.whyNone(payload, 'preset') })
    }
  }
  return { steps: [], result: previews, mayHoldPasswords: [previews] }
}

/** Where an event goes: an action, and the mapping to it. */
interface Target {
  preset?: string
  action: string
  mapping?: JSONObject
}

function presetTargets(presets: Subscriptions, event: JSONObject): Target[] {
  return presets.takers(event).map(({ name: preset, partnerAction: action, mapping }) => ({ preset, action, mapping }))
}

/**
 * Some destinations check the keys before they send. Keys that aren't entered yet say nothing about the mapping. Neither
 * does a connection that a preview refuses.
 */
function isAboutThePayload({ errorClass, refused }: CallError): boolean {
  return errorClass !== 'InvalidAuthenticationError' && refused === undefined
}

/** A copy of the definition whose actions end, without an error, before their first request. */
function withoutRequests(definition: Definition): Definition {
  const actions = Object.entries(definition.actions).map(([key, action]) => {
    const performPart = async (_request: RequestClient, data: Parameters<typeof action.perform>[1]) => {
      let ended = false
      const end = async () => {
        ended = true
        throw new Error('A preview sends nothing.')
      }
      try {
        await action.perform(end, data)
      } catch (error) {
        if (!ended) throw error
      }
    }
    return [key, { ...action, perform: performPart }]
  })
  return { ...definition, extendRequest: undefined, actions: Object.fromEntries(actions) as Definition['actions'] }
}

function withoutStack({ stack: _stack, requestError: _requestError, ...rest }: CallError) {
  return rest
}
