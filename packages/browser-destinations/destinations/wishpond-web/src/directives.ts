/**
 * Mapping that takes a text, a number or a boolean, and makes a text of it. It takes nothing from a list or an object.
 *
 * A path alone would not do: the framework's schema takes `['x']` for `x`, and refuses the whole event for an object,
 * also when there is another field to fall back on. Only `@replace` tells them apart. Here it changes nothing. All of its
 * options are given, since the framework writes those that are missing into the mapping itself.
 *
 * @param path where to look, for example `$.userId`
 */
export function textAt(path: string) {
  return { '@replace': { pattern: '-', replacement: '-', ignorecase: false, global: false, value: { '@path': path } } }
}

/**
 * Mapping that takes an object. PHP writes an object with nothing in it as `[]`, and the framework's schema refuses that;
 * `@merge` makes `{}` of it. What is no object at all stays as it is, so that it is refused: `@merge` would make
 * `{ 0: 'a' }` of the text `a`, and `{}` of `true`. From a list with something in it, {@link toObject} makes nothing.
 *
 * @param path where to look, for example `$.traits`
 */
export function objectAt(path: string) {
  const value = { '@path': path }
  const copy = { '@merge': { objects: [{}, value], direction: 'right' } }
  // Despite its name, the framework's `blank` takes `then` when the value is not blank.
  return { '@if': { blank: textAt(path), then: value, else: copy } }
}

/**
 * Reads what {@link objectAt} took.
 *
 * @param value what the field holds
 * @returns the object, `{}` when there is none; undefined when the event has something else there, such as a text or a
 * list, of which `@merge` makes an object with the keys `0`, `1` and so on
 */
export function toObject(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) return undefined
  const keys = Object.keys(value)
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? undefined : (value as Record<string, unknown>)
}
