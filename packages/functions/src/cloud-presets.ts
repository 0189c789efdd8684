import { presetSubscriptions } from '@partner-destinations/runner'
import type { Definition, Subscription } from '@partner-destinations/runner'

/** The automatic presets of a destination. */
export interface CloudPresets {
  subscriptions: Subscription[]
  /** The names of those that only a browser can run. */
  deviceOnly: string[]
}

/**
 * The automatic presets that a function can have. Some destinations of upstream have device mode too, and presets for
 * actions that are only there.
 */
export function cloudPresets(definition: Definition): CloudPresets {
  const all = presetSubscriptions(definition)
  const isInCloud = ({ partnerAction }: Subscription) => Object.hasOwn(definition.actions, partnerAction)
  return {
    subscriptions: all.filter(isInCloud),
    deviceOnly: all.filter((one) => !isInCloud(one)).map(({ name }) => name)
  }
}
