import type { GlobalSetting, InputField } from '@segment/actions-core'
import { quote } from './words'

/** A field of an action, a nested one, or a setting of a destination. */
export type Field = Partial<InputField> | Partial<GlobalSetting>

/** A place in a payload or in settings, as the fields describe it. */
export interface FieldPlace {
  /** Undefined if the fields don't describe it, for example inside of an object with any keys. */
  field: Field | undefined
  /** The label of the field, or its key if it has none. */
  label: string
  /** The name of the place in a sentence: `"Price" in "Products" (item 1)`. */
  name: string
  /** Whether the place is an item of a list, and not the list. */
  isItem: boolean
}

/**
 * The field that a place belongs to.
 * @param path keys and, for lists, indexes: `['products', '0', 'price']`; at least one
 */
export function fieldAt(fields: Record<string, Field>, path: string[]): FieldPlace {
  let known: Record<string, Partial<Field>> | undefined = fields
  let place: FieldPlace | undefined
  let outer = ''
  for (const step of path) {
    const inList = place?.field?.multiple === true && /^\d+$/.test(step)
    if (place && inList) {
      place = { ...place, name: `${quote(place.label)} (item ${Number(step) + 1})${outer}`, isItem: true }
      continue
    }
    if (place) outer = ` in ${place.name}`
    const field: Field | undefined = known?.[step]
    const label: string = field?.label ?? step
    place = { field, label, name: quote(label) + outer, isItem: false }
    known = field && 'properties' in field ? field.properties : undefined
  }
  if (!place) throw new Error('A place has at least one key.')
  return place
}
