import type { JSONObject } from '@segment/actions-core'

/** The names of a destination in the Integrations object: `Wigzo (Actions)`, and `Wigzo` as in Segment's catalog. */
export function integrationNames(name: string): string[] {
  return [...new Set([name, name.replace(/ \(Actions\)$/, '')])]
}

/**
 * Whether an event's Integrations object lets the event go to a destination. As in Segment, the destination's own entry
 * wins over `All`. An object with options switches the destination on. Without any entry, the destination is on.
 * @see https://segment.com/docs/guides/filtering-data/#filtering-with-the-integrations-object
 */
export function isEnabled(event: JSONObject, name: string): boolean {
  const { integrations } = event
  if (typeof integrations !== 'object' || integrations === null || Array.isArray(integrations)) return true
  const entry = [...integrationNames(name), 'All'].find((key) => integrations[key] !== undefined)
  return entry === undefined || integrations[entry] !== false
}
