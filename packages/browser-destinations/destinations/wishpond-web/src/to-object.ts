/**
 * Reads an object as the framework's schema does in cloud mode, because the runtime of device mode has no schema. It
 * also accepts an empty list, because PHP writes an empty object that way, and a customer's own mapping may pass it on.
 *
 * @param value the value of a field
 * @returns the object; `{}` if there is none or the list is empty; undefined for anything else, such as a text
 */
export function toObject(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return {}
  if (Array.isArray(value)) return value.length === 0 ? {} : undefined
  return typeof value === 'object' ? (value as Record<string, unknown>) : undefined
}
