import type { FieldValue } from '@segment/actions-core'

/** A directive of the mapping kit; the framework's own type asks for keys of `@replace` that may be left out. */
type Mapping = Record<string, FieldValue>

/**
 * Mapping that takes a text, a number or a boolean, each as a text. It takes nothing of a list or an object: the
 * framework's schema would refuse the whole event for an object, and would take `['x']` for `x`.
 *
 * Of all directives only `@replace` tells them apart. Here it replaces a hyphen by a hyphen.
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
  return { '@if': { blank: [textAt(path)], else: at(path) } }
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
  const unlessEmpty = ifExists(`${path}.length`, ifGiven(value, true), true)
  return ifGiven([unlessEmpty], value)
}

/**
 * Mapping that takes the first path with a text that is not blank, a number or a boolean, and takes each as a text:
 * `false` and `0` are values.
 *
 * @param paths where to look, in this order, e.g. `$.traits.createdAt`
 */
export function firstGiven(...paths: string[]): Mapping {
  return unchecked(firstOf(paths, BLANKS, textAt(last(paths))))
}

/**
 * As {@link firstGiven}, with a value for events that have none.
 *
 * @param otherwise the value
 */
export function firstGivenOr(otherwise: boolean, ...paths: string[]): Mapping {
  return unchecked(firstOf(paths, BLANKS, otherwise))
}

/**
 * As {@link firstGiven}, but it skips booleans too. In the last place it takes them.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...BLANKS, '\t', '\n', 'true', 'false'], textAt(last(paths))))
}

/**
 * Mapping that takes the first path with the ID of a product, as a text. When there is none, it takes what is at the
 * first path, so that an error can name it.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstProductId(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...NO_IDS, 'true', 'false'], textAt(paths[0])))
}

/**
 * As {@link firstProductId}, for any other ID: zeros are none.
 *
 * @param paths where to look, in this order, e.g. `$.properties.order_id`
 */
export function firstId(...paths: string[]): Mapping {
  return unchecked(firstIfSeveral(paths, [...NO_IDS, '0', '-1'], textAt(paths[0])))
}

/**
 * As {@link firstProductId}, for the items of a list. The framework's schema refuses an item that is a list or an object.
 *
 * @param paths where to look in an item, e.g. `$.product_id`
 */
export function firstProductIdOfItem(...paths: string[]): FieldValue {
  // To `blank`, `false` is blank too, but not as the text that a template makes of it.
  const firstAsText = { '@template': `{{${paths[0].replace('$.', '')}}}` }
  // In a list of its own, so that the schema does not take `['x']` for `x`.
  const toRefuse = ifGiven(firstAsText, [at(paths[0])], { '@literal': null })
  return firstIfSeveral(paths, [...NO_IDS, 'true', 'false'], toRefuse)
}

const BLANKS = [' ', '\u00a0']

/** The usual placeholders; a longer list costs too much. The code that reads the ID knows them all. */
const NO_IDS = [...BLANKS, 'null', 'undefined']

/** What is at the first path at which there is more than the given texts. */
function firstOf(paths: string[], nothing: string[], otherwise: FieldValue): FieldValue {
  return paths.reduceRight((rest, path) => ifGiven([textWithout(nothing, path)], at(path), rest), otherwise)
}

/** As {@link firstOf}. Mostly there is a value at the first path only, which is then taken without the test: it takes long. */
function firstIfSeveral(paths: string[], nothing: string[], otherwise: FieldValue): FieldValue {
  const [path, ...others] = paths
  const noneAtOthers = others.reduceRight<FieldValue>((none, other) => ifExists(other, '', none), textAt(path))
  return ifGiven([ifExists(path, noneAtOthers, '')], at(path), firstOf(paths, nothing, otherwise))
}

/**
 * For each event the framework checks the whole mapping again, and each branch of an `@if` twice, so that each nested one
 * doubles the time. It does not look into a list.
 */
export function unchecked(mapping: FieldValue): Mapping {
  return { '@transform': { apply: { list: [mapping] }, mapping: at('$.list[0]') } }
}

/** Takes `then` if the test gives something, and `otherwise` if not. */
function ifGiven(test: FieldValue, then: FieldValue, otherwise: FieldValue = ''): Mapping {
  // Against its name, the framework's `blank` condition holds when the value is NOT blank. It takes `['']` for blank, too.
  return { '@if': { blank: test, then, else: otherwise } }
}

function ifExists(path: string, then: FieldValue, otherwise: FieldValue): Mapping {
  return { '@if': { exists: at(path), then, else: otherwise } }
}

/** A text, a number or a boolean as a text, without the given ones. It is quick where there is nothing. */
function textWithout(nothing: string[], path: string): Mapping {
  return ifExists(path, without(nothing, at(path)), '')
}

/** As {@link textAt}, without texts, in upper and lower case. The framework removes two at once, so they come in pairs. */
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
