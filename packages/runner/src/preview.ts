import type { JSONObject, RequestClient } from '@segment/actions-core'
import type { Call, Definition } from './call'
import { automaticPresets, isTakenBy, whySkipped } from './event'
import { perform } from './perform'
import { isCallError } from './wire'
import type { CallError, Preview } from './wire'

/**
 * Shows what the mapping makes of an event, or of each of a list, without sending anything: the actions run up to their
 * first request, so that what they have against the payload is told as well.
 */
export async function preview(definition: Definition, call: Call & { kind: 'preview' }): Promise<Preview[]> {
  const withheld = withoutRequests(definition)
  const previews: Preview[] = []
  for (const [index, event] of [call.payload].flat().entries()) {
    for (const { preset, action, mapping } of deliveries(definition, call, event)) {
      const outcome = await perform(withheld, {
        kind: 'action',
        action,
        payload: event,
        mapping,
        settings: call.settings
      })
      const error = outcome.steps.filter(isCallError).find(isAboutThePayload)
      previews.push({
        event: index,
        preset,
        action,
        payload: outcome.payload,
        ...(error && { error: withoutStack(error) })
      })
    }
    if (
      call.action === 'event' &&
      !automaticPresets(definition).some((preset) => isTakenBy(definition, preset, event))
    ) {
      previews.push({ event: index, skipped: whySkipped(definition, event) })
    }
  }
  return previews
}

/** Some destinations look at the keys before they send: keys that are missing yet say nothing about the mapping. */
function isAboutThePayload({ errorClass }: CallError): boolean {
  return errorClass !== 'InvalidAuthenticationError'
}

/** The actions that an event goes to: the one that is named, or those of the presets that take it. */
function deliveries(
  definition: Definition,
  { action, mapping }: Call & { kind: 'preview' },
  event: JSONObject
): { preset?: string; action: string; mapping?: JSONObject }[] {
  if (action !== 'event') return [{ action, mapping }]
  return automaticPresets(definition)
    .filter((preset) => isTakenBy(definition, preset, event))
    .map(({ name, partnerAction, mapping: own }) => ({ preset: name, action: partnerAction, mapping: own }))
}

/** A copy of the definition whose actions end, without an error, where they would send their first request. */
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
