import type { JSONObject } from '@segment/actions-core'
import type { Loaded } from '../destinations'
import { integrationNames } from '../run/integrations-object'

/** What there is to know of a destination without loading it; written by the process that has it loaded. */
export interface CatalogueEntry {
  /** The name of its folder, which its routes begin with. */
  folder: string
  name: string
  slug?: string
  description?: string
  /** The names by which an event's Integrations object can call it. */
  integrations: string[]
  actions: Record<string, { title: string; description: string; hasBatch: boolean; dynamicFields: string[] }>
  hasDelete: boolean
  /** The definition as JSON, as Segment's own local server shows it. */
  manifest: JSONObject
}

/** A folder whose destination does not load, and why. */
export interface BrokenEntry {
  folder: string
  error: string
}

export type Catalogue = (CatalogueEntry | BrokenEntry)[]

export function isBroken(entry: CatalogueEntry | BrokenEntry): entry is BrokenEntry {
  return 'error' in entry
}

export function describeDestinations(loaded: Loaded[]): Catalogue {
  return loaded.map((one) => {
    if ('error' in one) return { folder: one.folder, error: one.error.message }
    const { folder, definition } = one
    const actions = Object.entries(definition.actions).map(([key, action]) => {
      const { title, description, performBatch, dynamicFields } = action
      return [
        key,
        { title, description, hasBatch: performBatch !== undefined, dynamicFields: Object.keys(dynamicFields ?? {}) }
      ] as const
    })
    return {
      folder,
      name: definition.name,
      slug: definition.slug,
      description: definition.description,
      integrations: integrationNames(definition.name),
      actions: Object.fromEntries(actions),
      hasDelete: definition.onDelete !== undefined,
      manifest: JSON.parse(JSON.stringify({ ...definition, directoryName: folder })) as JSONObject
    }
  })
}
