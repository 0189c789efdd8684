import type { FieldValue } from '@segment/actions-core'

/** A directive of the mapping kit. The framework's own type requires keys of `@replace` that are optional. */
type Mapping = Record<string, FieldValue>

/**
 * Mapping that takes a text, a number or a boolean as a text. It takes nothing from a list or an object: the
 * framework's schema would refuse the whole event if it found an object, and would read `['x']` as `x`.
 *
 * Only the directive `@replace` tells them apart. Here it replaces a hyphen with a hyphen.
 *
 * @param path where to look, e.g. `$.userId`
 */
export function textAt(path: string): Mapping {
  return { '@replace': { pattern: '-', replacement: '-', ignorecase: false, global: false, value: at(path) } }
}

/**
 * Mapping that takes what {@link textAt} skips: a list or an object.
 *
 * @param path where to look, e.g. `$.properties.products`
 */
export function unlessTextAt(path: string): Mapping {
  return { '@if': { blank: [textAt(path)], else: at(path) } }
}

/**
 * Mapping that takes an object. PHP writes an empty object as `[]`. The framework's schema would refuse that, so this
 * mapping takes nothing from it. The schema refuses texts and other lists.
 *
 * @param path where to look, e.g. `$.properties`
 */
export function objectAt(path: string): Mapping {
  const value = at(path)
  // Only lists and texts have a length. Don't check other objects with `blank`: it fails if one has a `toString`.
  const unlessEmpty = ifExists(`${path}.length`, ifGiven(value, true), true)
  return ifGiven([unlessEmpty], value)
}

/**
 * Mapping that takes the first path with a number, a boolean or a text that is not blank, each as a text. `false` and
 * `0` are values.
 *
 * @param paths where to look, in this order, e.g. `$.traits.createdAt`
 */
export function firstGiven(...paths: string[]): Mapping {
  return unchecked(firstOf(paths, BLANKS, textAt(last(paths))))
}

/**
 * Like {@link firstGiven}, with a value for events that have none.
 *
 * @param otherwise the value
 */
export function firstGivenOr(otherwise: boolean, ...paths: string[]): Mapping {
  return unchecked(firstOf(paths, BLANKS, otherwise))
}

/**
 * Like {@link firstGiven}, but it skips booleans too. At the last path it takes them.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...BLANKS, '\t', '\n', 'true', 'false'], textAt(last(paths))))
}

/**
 * Mapping that takes the first path with the ID of a product, as a text. If there is none, it takes the value at the
 * first path, so that an error can name it.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstProductId(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...NO_IDS, 'true', 'false'], textAt(paths[0])))
}

/**
 * Like {@link firstProductId}, for any other ID: zeros don't count as an ID.
 *
 * @param paths where to look, in this order, e.g. `$.properties.order_id`
 */
export function firstId(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...NO_IDS, '0', '-1'], textAt(paths[0])))
}

/**
 * Like {@link firstProductId}, for the items of a list. The framework's schema refuses an item that is a list or an
 * object.
 *
 * @param paths where to look in an item, e.g. `$.product_id`
 */
export function firstProductIdOfItem(...paths: string[]): FieldValue {
  // `blank` counts `false` as blank, but not the text `false` that a template makes.
  const firstAsText = { '@template': `{{${paths[0].replace('$.', '')}}}` }
  // In a list of its own, so that the schema doesn't read `['x']` as `x`.
  const toRefuse = ifGiven(firstAsText, [at(paths[0])], { '@literal': null })
  return firstIfSeveral(paths, [...NO_IDS, 'true', 'false'], toRefuse)
}

const BLANKS = [' ', '\u00a0']

/** The usual placeholders. A longer list would take too long. The code that reads the ID knows them all. */
const NO_IDS = [...BLANKS, 'null', 'undefined']

/** The value at the first path that has more than the given texts. */
function firstOf(paths: string[], nothing: string[], otherwise: FieldValue): FieldValue {
  return paths.reduceRight((rest, path) => ifGiven([textWithout(nothing, path)], at(path), rest), otherwise)
}

/** Like {@link firstOf}. Usually only the first path has a value. It is then taken without the slow check. */
function firstIfSeveral(paths: string[], nothing: string[], otherwise: FieldValue): FieldValue {
  const [path, ...others] = paths
  const noneAtOthers = others.reduceRight<FieldValue>((none, other) => ifExists(other, '', none), textAt(path))
  return ifGiven([ifExists(path, noneAtOthers, '')], at(path), firstOf(paths, nothing, otherwise))
}

/**
 * For each event the framework checks the whole mapping again, and each branch of an `@if` twice. So each nested `@if`
 * doubles the time. The framework doesn't check inside a list.
 */
export function unchecked(mapping: FieldValue): Mapping {
  return { '@transform': { apply: { list: [mapping] }, mapping: at('$.list[0]') } }
}

/** Takes `then` if the condition gives something, and `otherwise` if not. */
function ifGiven(test: FieldValue, then: FieldValue, otherwise: FieldValue = ''): Mapping {
  // Despite its name, the framework's `blank` condition is true if the value is NOT blank. `['']` counts as blank, too.
  return { '@if': { blank: test, then, else: otherwise } }
}

function ifExists(path: string, then: FieldValue, otherwise: FieldValue): Mapping {
  return { '@if': { exists: at(path), then, else: otherwise } }
}

/** A text, a number or a boolean as a text, without the given texts. It is quick if there is no value. */
function textWithout(nothing: string[], path: string): Mapping {
  return ifExists(path, without(nothing, at(path)), '')
}

/** Like {@link textAt}, without the given texts in any case. The framework removes two at once, so we give pairs. */
function without([pattern, pattern2, ...rest]: string[], value: Mapping): Mapping {
  const replacements = { pattern, replacement: '', pattern2, replacement2: '' }
  const replaced = { '@replace': { ...replacements, ignorecase: true, global: true, value } }
  return rest.length === 0 ? replaced : without(rest, replaced)
}

function at(path: string): Mapping {
  return { '@path': path }
}

function last(paths: string[]): string {
  return paths[paths.length - 1]
}
