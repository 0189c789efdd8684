/**
 * Mapping that takes a text, a number or a boolean, and makes a text of it. It takes nothing from a list or an object.
 *
 * A path alone would not do: the framework's schema takes `['x']` for `x`, and refuses the whole event for an object,
 * also when there is another field to fall back on. Only `@replace` tells them apart. Here it changes nothing.
 *
 * @param path where to look, for example `$.userId`
 */
export function textAt(path: string) {
  return replace(path, '-', '-')
}

/**
 * Mapping that takes an object. PHP writes an object with nothing in it as `[]`, and the framework's schema refuses that:
 * `@merge` makes `{}` of it. Nothing else may be merged: `@merge` makes `{ 0: 'a' }` of the text `a` and of the list
 * `['a']`, and `{}` of `true`. The schema refuses these, as they are.
 *
 * @param path where to look, for example `$.traits`
 */
export function objectAt(path: string) {
  const value = { '@path': path }
  // Despite its name, the framework's `blank` takes `then` when the value is not blank.
  return {
    '@if': {
      blank: textAt(path),
      then: value,
      else: {
        '@if': {
          // Without its zeros, a length is blank when it is zero. An object may have a `length` too.
          blank: replace(`${path}.length`, '0', ''),
          then: value,
          else: { '@merge': { objects: [{}, value], direction: 'right' } }
        }
      }
    }
  }
}

/** All options are given, since the framework writes those that are missing into the mapping itself. */
function replace(path: string, pattern: string, replacement: string) {
  return { '@replace': { pattern, replacement, ignorecase: false, global: true, value: { '@path': path } } }
}
