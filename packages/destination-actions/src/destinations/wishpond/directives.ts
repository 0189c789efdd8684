/**
 * Mapping that takes a text, a number or a boolean, and makes a text of it. It takes nothing from a list or an object.
 *
 * A path alone would not do: the framework's schema takes `['x']` for `x`, and refuses the whole event for an object,
 * also when there is another field to fall back on. Only `@replace` tells them apart. Here it changes nothing.
 *
 * @param path where to look, for example `$.userId`
 */
export function textAt(path: string) {
  return replace({ '@path': path }, '-', '-')
}

/**
 * Mapping that takes an object. PHP writes an object with nothing in it as `[]`, for which this takes nothing; the
 * framework's schema would refuse it. The schema refuses texts, numbers, booleans and other lists, as they are.
 *
 * @param path where to look, for example `$.traits`
 */
export function objectAt(path: string) {
  const value = { '@path': path }
  // Only lists and texts have a length, and objects with such a key: the others need no look at their JSON text.
  const unlessEmptyList = {
    '@if': {
      exists: { '@path': `${path}.length` },
      then: replace({ '@json': { mode: 'encode', value } }, '[]', ''),
      else: true
    }
  }
  // Despite its name, the framework's `blank` takes `then` when the value is not blank. It takes `['']` for blank, too.
  // For each event the framework checks every directive again, but it does not look into a list.
  return { '@if': { blank: [unlessEmptyList], then: value } }
}

/** All options are given, since the framework writes those that are missing into the mapping itself. */
function replace(value: object, pattern: string, replacement: string) {
  return { '@replace': { pattern, replacement, ignorecase: false, global: true, value } }
}
