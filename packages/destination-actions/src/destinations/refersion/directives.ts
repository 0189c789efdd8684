import type { Directive, FieldValue } from '@segment/actions-core'

/**
 * Mapping that takes the first of the paths with a value in it. It skips what is missing, `null` or `''`.
 *
 * @param paths where to look, in this order, e.g. `$.traits.firstName`
 */
export function firstText(...[path, ...otherPaths]: string[]): Directive {
  const value = { '@path': path }
  if (otherPaths.length === 0) return value
  // Against its name, the framework's `blank` condition holds when the value is NOT blank.
  return { '@if': { blank: value, then: value, else: firstText(...otherPaths) } }
}

/**
 * Mapping that takes a text, a number or a boolean, each as a text, and nothing of a list or an object. A path alone
 * would hand those to the framework's schema, which would refuse the whole event.
 *
 * Of all directives only `@replace` tells them apart. Here it replaces a hyphen by a hyphen.
 *
 * @param path where to look, e.g. `$.userId`
 */
export function onlyText(path: string): Record<string, FieldValue> {
  return { '@replace': { pattern: '-', replacement: '-', ignorecase: false, global: false, value: { '@path': path } } }
}
