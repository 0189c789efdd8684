import type { Definition } from '@partner-destinations/runner'
import { defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent, Subscription } from '@segment/actions-core'
import type { Answers } from './vendor-server'

/** An event on its way through one action, and what the vendor answers. */
export interface Case {
  /** The vendor, the key of the action, and what is special about the case. */
  name: string
  definition: Definition
  /** The vendor's host, which requests go to. */
  host: string
  /** Invented credentials. */
  settings: JSONObject
  subscription: Subscription
  event: SegmentEvent
  /** What the vendor answers; 200 with `{}` to every other call. */
  answers: Answers
}

/** The subscription that a preset makes: what a customer has who adds the destination and changes nothing. */
export function presetSubscription(definition: Definition, name: string): Subscription {
  const preset = definition.presets?.find((one) => one.name === name)
  if (preset?.type !== 'automatic') throw new Error(`${definition.name} has no automatic preset "${name}".`)
  return subscription(preset.partnerAction, preset.subscribe, preset.mapping)
}

/**
 * The subscription that an action without a preset begins with.
 *
 * @param filledIn mappings of the fields that a customer has to fill in
 */
export function defaultSubscription(
  definition: Definition,
  action: string,
  subscribe: string,
  filledIn: JSONObject
): Subscription {
  return subscription(action, subscribe, { ...defaultValues(definition.actions[action].fields), ...filledIn })
}

/** Plain JSON, as Segment keeps it. */
function subscription(partnerAction: string, subscribe: string, mapping: unknown): Subscription {
  return JSON.parse(
    JSON.stringify({ name: partnerAction, enabled: true, partnerAction, subscribe, mapping })
  ) as Subscription
}
