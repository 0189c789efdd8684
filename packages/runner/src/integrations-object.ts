import type { JSONObject } from '@segment/actions-core'

/** The names by which the Integrations object may call a destination: `Wigzo (Actions)`, and `Wigzo` as in its catalog. */
export function integrationNames(name: string): string[] {
  return [...new Set([name, name.replace(/ \(Actions\)$/, '')])]
}

/**
 * Whether an event's Integrations object lets it go to a destination, as Segment decides: the destination's own entry
 * counts before `All`; an object with options switches it on; without any entry it is on.
 * @see https://segment.com/docs/guides/filtering-data/#filtering-with-the-integrations-object
 */
export function isEnabled(event: JSONObject, name: string): boolean {
  const { integrations } = event
  if (typeof integrations !== 'object' || integrations === null || Array.isArray(integrations)) return true
  const entry = [...integrationNames(name), 'All'].find((key) => integrations[key] !== undefined)
  return entry === undefined || integrations[entry] !== false
}
