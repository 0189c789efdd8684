import type { Preview } from '@partner-destinations/runner/wire'
import type { JsonObject } from '../json/json'
import { differingEntries } from '../mapping/mapping'
import type { TesterCall, Destination } from '../server/server'
import { actionFields } from './copied-call'

/** What goes to one action of what was sent: one event after the other, or a batch. */
export interface Delivery {
  preset?: string
  action: string
  /** What differs from the defaults of the fields. */
  mapping?: JsonObject
  events: JsonObject[]
  isBatch: boolean
}

/**
 * How the events of a call go to actions.
 * @param previews say which presets take which event
 */
export function deliveriesOf(call: TesterCall, destination: Destination, previews: Preview[]): Delivery[] {
  const events = [call.payload].flat()
  const hasBatch = (action: string) => destination.actions[action]?.hasBatch ?? false
  if (call.action !== 'event') {
    const { action, mapping } = call
    return [{ action, mapping, events, isBatch: Array.isArray(call.payload) && hasBatch(action) }]
  }
  return (destination.manifest.presets ?? []).flatMap(({ name, partnerAction: action, mapping: whole = {} }) => {
    const taken = previews.filter((preview) => 'action' in preview && preview.preset === name)
    if (taken.length === 0) return []
    const mapping = differingEntries(actionFields(destination, action), whole)
    const own = taken.map(({ event }) => events[event])
    return [{ preset: name, action, mapping, events: own, isBatch: own.length > 1 && hasBatch(action) }]
  })
}
