import type { Json } from '../json/json'
import type { Field } from '../server/types'

/** Whether a field has no value that always needs one. */
export function isMissing(field: Field, value: Json | undefined): boolean {
  return field.required === true && (value === undefined || value === null || value === '')
}
