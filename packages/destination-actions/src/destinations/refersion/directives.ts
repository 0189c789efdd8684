import type { FieldValue } from '@segment/actions-core'

/** A directive of the mapping kit; the framework's own type asks for keys of `@replace` that may be left out. */
type Mapping = Record<string, FieldValue>

/** What says nothing in the place of a text, in pairs, as `@replace` takes two patterns: blanks, and missing values. */
const SAYS_NOTHING = [
  [' ', '\u00a0'],
  ['\t', '\n'],
  ['true', 'false'],
  ['null', 'undefined']
]

/**
 * Mapping that takes the first of the paths with a text or a number in it. It skips what is missing or blank, booleans,
 * lists, objects, and the texts `null` and `undefined`. It takes a boolean or such a text when it is all there is.
 *
 * @param paths where to look, in this order, e.g. `$.traits.firstName`
 */
export function firstText(...paths: string[]): Mapping {
  return unchecked(chosenText(paths))
}

/**
 * Mapping that takes the first of three paths with an email address in it. If there is none, it takes a text of one of
 * them, so that the error can say what is wrong with it.
 */
export function firstEmail(first: string, second: string, third: string): Mapping {
  const anyText = [third, first].reduceRight(
    (rest, path) => ifGiven(saysSomething(path), onlyText(path), rest),
    onlyText(second)
  )
  const secondOrAny = ifGiven(looksLikeEmail(second), at(second), anyText)
  // The test takes longer than all the rest: it is left out where nothing can take the place of the first one.
  return unchecked(
    ifGiven(onlyAt(first, second, third), anyText, ifGiven(looksLikeEmail(first), at(first), secondOrAny))
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
export function onlyText(path: string): Mapping {
  return replace(at(path), '-', '-')
}

/** The text that {@link firstText} takes. */
function chosenText([path, ...others]: string[]): Mapping {
  if (others.length === 0) return onlyText(path)
  const chosen = ifGiven(saysSomething(path), onlyText(path), chosenText(others))
  // Mostly there is no choice, and the tests of a text take long.
  return ifGiven(onlyAt(path, ...others), onlyText(path), chosen)
}

/** Something if there is a value at the path, and none at the others. */
function onlyAt(path: string, ...others: string[]): Mapping {
  const noneAtOthers = others.reduceRight<FieldValue>((none, other) => ifExists(other, '', none), true)
  return ifExists(path, noneAtOthers, '')
}

/** A text without the parts that say nothing. */
function saysSomething(path: string): Mapping {
  const rest = SAYS_NOTHING.reduce(
    (text, [one, other]) => replace(text, one, '', { pattern2: other, replacement2: '' }),
    at(path)
  )
  return ifExists(path, rest, '')
}

/** Only Liquid can search in a text. A list or an object does not contain these characters. */
function looksLikeEmail(path: string): Mapping {
  const value = path.replace('$.', '')
  const test = { '@liquid': `{% if ${value} contains "@" and ${value} contains "." %}yes{% endif %}` }
  return ifExists(path, test, '')
}

/** Takes `then` if the test gives something, and `otherwise` if not. */
function ifGiven(test: Mapping, then: FieldValue, otherwise: FieldValue): Mapping {
  // Against its name, the framework's `blank` condition holds when the value is NOT blank.
  return { '@if': { blank: test, then, else: otherwise } }
}

function ifExists(path: string, then: FieldValue, otherwise: FieldValue): Mapping {
  return { '@if': { exists: at(path), then, else: otherwise } }
}

/**
 * For each event the framework checks the whole mapping again, and each branch of an `@if` twice, so that each nested one
 * doubles the time. It does not look into a list.
 */
function unchecked(mapping: Mapping): Mapping {
  return { '@transform': { apply: { list: [mapping] }, mapping: at('$.list[0]') } }
}

/** All options are given, since the framework writes those that are missing into the mapping itself. */
function replace(value: FieldValue, pattern: string, replacement: string, second = {}): Mapping {
  return { '@replace': { pattern, replacement, ...second, ignorecase: false, global: true, value } }
}

function at(path: string): Mapping {
  return { '@path': path }
}
