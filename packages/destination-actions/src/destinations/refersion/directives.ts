import type { Directive } from '@segment/actions-core'

/**
 * Mapping that takes the first of the paths with a text in it, passing over what is missing, `null` or `''`.
 *
 * @param paths where to look, in this order, e.g. `$.traits.firstName`
 */
export function firstText(...[path, ...otherPaths]: string[]): Directive {
  const value = { '@path': path }
  if (otherPaths.length === 0) return value
  // Against its name, the framework's `blank` condition holds when the value is NOT blank.
  return { '@if': { blank: value, then: value, else: firstText(...otherPaths) } }
}
