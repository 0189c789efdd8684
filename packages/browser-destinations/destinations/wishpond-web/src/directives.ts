/**
 * Mapping that takes a text, a number or a boolean as a text. It takes nothing from a list or an object.
 *
 * A path alone isn't enough. The framework's schema reads `['x']` as `x`, and refuses the whole event if it finds an
 * object, even if another field has a value. Only `@replace` tells them apart. Here it changes nothing.
 *
 * @param path where to look, for example `$.userId`
 */
export function textAt(path: string) {
  return replace(path, '-', '-')
}

/**
 * Mapping that takes an object. PHP writes an empty object as `[]`, and the framework's schema refuses that. So
 * `@merge` turns it into `{}`. Nothing else may be merged: `@merge` turns the text `a` and the list `['a']` into `{ 0:
 * 'a' }`, and `true` into `{}`. Unmerged, the schema refuses them.
 *
 * @param path where to look, for example `$.traits`
 */
export function objectAt(path: string) {
  const value = { '@path': path }
  // Despite its name, the framework's `blank` condition takes `then` if the value is not blank.
  return {
    '@if': {
      blank: textAt(path),
      then: value,
      else: {
        '@if': {
          // Without its zeros, a length is blank if it is zero. An object may have a `length` too.
          blank: replace(`${path}.length`, '0', ''),
          then: value,
          else: { '@merge': { objects: [{}, value], direction: 'right' } }
        }
      }
    }
  }
}

/** We give all options, because the framework writes missing ones into the mapping itself. */
function replace(path: string, pattern: string, replacement: string) {
  return { '@replace': { pattern, replacement, ignorecase: false, global: true, value: { '@path': path } } }
}
