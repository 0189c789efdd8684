import type { FieldValue } from '@segment/actions-core'

/** A directive of the mapping kit; the framework's own type asks for keys of `@replace` that may be left out. */
type Mapping = Record<string, FieldValue>

/**
 * Mapping that takes a text, a number or a boolean, and takes each as a text. It takes nothing of a list or an object:
 * the framework's schema would refuse the whole event for an object, and would take `['x']` for `x`.
 *
 * `@replace` is the only directive that tells them apart. Here it replaces a hyphen by a hyphen.
 *
 * @param path where to look, e.g. `$.userId`
 */
export function textAt(path: string): Mapping {
  return { '@replace': { pattern: '-', replacement: '-', ignorecase: false, global: false, value: at(path) } }
}

/**
 * Mapping that takes what {@link textAt} leaves: a list or an object.
 *
 * @param path where to look, e.g. `$.properties.products`
 */
export function unlessTextAt(path: string): Mapping {
  return { '@if': { blank: textAt(path), else: at(path) } }
}

/**
 * Mapping that takes an object. PHP writes an empty object as `[]`, for which this takes nothing; the framework's schema
 * would refuse it. The schema refuses texts and other lists.
 *
 * @param path where to look, e.g. `$.properties`
 */
export function objectAt(path: string): Mapping {
  const value = at(path)
  // Only lists and texts have a length. `blank` is not asked about other objects: it fails when one has a `toString`.
  const unlessEmpty = { '@if': { blank: value, then: value } }
  return { '@if': { exists: at(`${path}.length`), then: unlessEmpty, else: value } }
}

/**
 * Mapping that takes the first path with a text that is not empty, a number or a boolean, and takes each as a text:
 * `false` and `0` are values.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstGiven(...paths: string[]): Mapping {
  return firstOf(allButLast(paths), textAt, textAt, textAt(last(paths)))
}

/**
 * As {@link firstGiven}, with a value for events that have none. It takes numbers and booleans as they are.
 *
 * @param otherwise the value
 */
export function firstGivenOr(otherwise: boolean, ...paths: string[]): Mapping {
  return firstOf(paths, textAt, at, { '@literal': otherwise })
}

/**
 * As {@link firstGiven}, for the items of a list. The framework's schema refuses an item that is a list or an object.
 *
 * @param paths where to look in an item, e.g. `$.product_id`
 */
export function firstGivenOfItem(...paths: string[]): Mapping {
  // To `blank`, `false` and `0` are blank too, but not as the text that a template makes of them.
  const asText = (path: string) => ({ '@template': `{{${path.replace('$.', '')}}}` })
  // In a list of its own, so that the schema does not take `['x']` for `x`.
  const inList = (path: string) => [at(path)]
  return firstOf(paths, asText, inList, { '@literal': null })
}

/**
 * Mapping that takes the first path with a text in it. It skips `''`, `0` and `false`, but not in the last place.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): Mapping {
  return firstTextOr(at(last(paths)), ...allButLast(paths))
}

/**
 * As {@link firstText}, with a mapping for events that have none.
 *
 * @param otherwise the mapping
 */
export function firstTextOr(otherwise: Mapping, ...paths: string[]): Mapping {
  return firstOf(paths, at, at, otherwise)
}

/**
 * The value at the first path that is not blank. Without a value for the rest, let the last path be the value for the
 * rest, since the framework drops an empty text anyway. Each test counts: for each event the framework checks the whole
 * mapping, and every `else` twice.
 */
function firstOf(
  paths: string[],
  toTest: (path: string) => FieldValue,
  toValue: (path: string) => FieldValue,
  otherwise: Mapping
): Mapping {
  // The framework's `blank` condition holds, against its name, when the value is NOT blank.
  return paths.reduceRight<Mapping>(
    (rest, path) => ({ '@if': { blank: toTest(path), then: toValue(path), else: rest } }),
    otherwise
  )
}

function at(path: string): Mapping {
  return { '@path': path }
}

function last(paths: string[]): string {
  return paths[paths.length - 1]
}

function allButLast(paths: string[]): string[] {
  return paths.slice(0, -1)
}
