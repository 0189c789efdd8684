/**
 * Reads an object as the schema of the framework does in cloud mode: the runtime of device mode has no schema. It also
 * takes an empty list, which PHP writes for an object with nothing in it: a customer's own mapping may bring one.
 *
 * @param value what a field holds
 * @returns the object, `{}` when there is none; undefined when there is something else, such as a text or a list with something in it
 */
export function toObject(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return {}
  if (Array.isArray(value)) return value.length === 0 ? {} : undefined
  return typeof value === 'object' ? (value as Record<string, unknown>) : undefined
}
