import type { Agent } from 'node:https'
import type { JSONObject } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import type { Call, Definition, Outcome, Step } from './call'
import { isEnabled } from './integrations-object'
import { perform } from './perform'

/** A preset with a subscription: the kind that is switched on when a customer adds the destination. */
interface AutomaticPreset {
  name: string
  partnerAction: string
  subscribe: string
  mapping?: JSONObject
}

/**
 * Sends an event, or each of a list, through every automatic preset whose subscription takes it, as Segment would for
 * a customer who has just added the destination; unless the event's Integrations object says no.
 */
export async function runEvent(
  definition: Definition,
  call: Call & { kind: 'event' },
  agent?: Agent
): Promise<Outcome> {
  const events = Array.isArray(call.payload) ? call.payload : [call.payload]
  const steps: Step[] = []
  const payloads: unknown[] = []
  const taken = new Set<JSONObject>()
  for (const preset of automaticPresets(definition)) {
    const subscribed = events.filter((event) => isTakenBy(definition, preset, event))
    subscribed.forEach((event) => taken.add(event))
    for (const payload of deliveries(definition, preset, subscribed)) {
      const { partnerAction: action, name, mapping } = preset
      const outcome = await perform(
        definition,
        { kind: 'action', action, payload, mapping, settings: call.settings },
        agent
      )
      const about = Array.isArray(payload) ? {} : numberOf(payload)
      steps.push(...outcome.steps.map((step) => ({ preset: name, action, ...about, ...step })))
      payloads.push(outcome.payload)
    }
  }
  for (const event of events.filter((one) => !taken.has(one))) {
    steps.push({ ...numberOf(event), skipped: whySkipped(definition, event) })
  }
  return { steps, payload: payloads }

  /** Which event of a list it is; of a single event there is nothing to say. */
  function numberOf(event: JSONObject): { event?: number } {
    return Array.isArray(call.payload) ? { event: events.indexOf(event) } : {}
  }
}

/** Whether a preset takes an event: its subscription does, and the event's Integrations object does not object. */
export function isTakenBy(definition: Definition, preset: AutomaticPreset, event: JSONObject): boolean {
  return isEnabled(event, definition.name) && validate(parseFql(preset.subscribe), event)
}

/** Lists of events go to actions with a batch call as a whole, to the others one by one. */
function deliveries(
  definition: Definition,
  preset: AutomaticPreset,
  events: JSONObject[]
): (JSONObject | JSONObject[])[] {
  const hasBatch = definition.actions[preset.partnerAction].performBatch !== undefined
  return events.length > 1 && hasBatch ? [events] : events
}

/** The presets that are switched on when a customer adds the destination. */
export function automaticPresets(definition: Definition): AutomaticPreset[] {
  return (definition.presets ?? []).filter((preset) => preset.type === 'automatic') as AutomaticPreset[]
}

/** Why an event that no preset takes goes nowhere. */
export function whySkipped(definition: Definition, event: JSONObject): string {
  if (!isEnabled(event, definition.name)) return `The event's Integrations object switches ${definition.name} off.`
  const what =
    event.type === 'track'
      ? `the track event ${JSON.stringify(event.event)}`
      : `events of type ${JSON.stringify(event.type)}`
  return `No preset of ${definition.name} takes ${what}.`
}
