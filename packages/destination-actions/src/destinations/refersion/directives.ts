import type { Directive, FieldValue } from '@segment/actions-core'

/** What says nothing in the place of a text, in pairs, as `@replace` takes two patterns: blanks, and missing values. */
const SAYS_NOTHING = [
  [' ', '\u00a0'],
  ['\t', '\n'],
  ['true', 'false'],
  ['null', 'undefined']
]

/**
 * Mapping that takes the first of the paths with a text or a number in it. It skips what is missing or blank, booleans,
 * lists, objects, and the texts `null` and `undefined`.
 *
 * @param paths where to look, in this order, e.g. `$.traits.firstName`
 */
export function firstText(...[path, ...otherPaths]: string[]): Record<string, FieldValue> {
  const value = onlyText(path)
  if (otherPaths.length === 0) return value
  const rest = SAYS_NOTHING.reduce<FieldValue>(
    (text, [one, other]) => replace(text, one, '', { pattern2: other, replacement2: '' }),
    { '@path': path }
  )
  return firstOf(rest, value, firstText(...otherPaths))
}

/**
 * Mapping that takes the first of three paths with an email address in it. If there is none, it takes a text of one of
 * them, so that the error can say what is wrong with it.
 */
export function firstEmail(first: string, second: string, third: string): Record<string, FieldValue> {
  return firstOf(
    looksLikeEmail(first),
    { '@path': first },
    firstOf(looksLikeEmail(second), { '@path': second }, firstText(third, first, second))
  )
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
  return replace({ '@path': path }, '-', '-')
}

/** Only Liquid can search in a text. A list or an object does not contain these characters. */
function looksLikeEmail(path: string): Directive {
  const value = path.replace('$.', '')
  return { '@liquid': `{% if ${value} contains "@" and ${value} contains "." %}yes{% endif %}` }
}

/** @returns a mapping that takes `value` if `test` gives something, and `otherwise` if not */
function firstOf(test: FieldValue, value: FieldValue, otherwise: FieldValue): Record<string, FieldValue> {
  // Against its name, the framework's `blank` condition holds when the value is NOT blank. It takes `['']` for blank, too.
  // In a list, the test is not checked again with each event, which would take longer than all the rest.
  return { '@if': { blank: [test], then: value, else: otherwise } }
}

/** All options are given, since the framework writes those that are missing into the mapping itself. */
function replace(value: FieldValue, pattern: string, replacement: string, second = {}): Record<string, FieldValue> {
  return { '@replace': { pattern, replacement, ...second, ignorecase: false, global: true, value } }
}
