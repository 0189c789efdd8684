/**
 * Reads an object as the schema of the framework does in cloud mode: the runtime of device mode has no schema.
 *
 * @param value what a field holds
 * @returns the object, `{}` when there is none; undefined when there is something else, such as a text or a list
 */
export function toObject(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
}
