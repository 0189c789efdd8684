import type { Field } from '@partner-destinations/server/wire'
import type { Json } from '../json/json'

/** Whether a field has no value that always needs one. */
export function isMissing(field: Field, value: Json | undefined): boolean {
  return field.required === true && (value === undefined || value === null || value === '')
}
