import type { FieldValue } from '@segment/actions-core'

/** A directive of the mapping kit. The framework's own type requires keys of `@replace` that are optional. */
type Mapping = Record<string, FieldValue>

/** Texts that count as missing. They are in pairs because `@replace` takes two patterns. */
const SAYS_NOTHING = [
  [' ', '\u00a0'],
  ['\t', '\n'],
  ['true', 'false'],
  ['null', 'undefined']
]

/**
 * Mapping that takes the first path with a text or a number. It skips missing and blank values, booleans, lists,
 * objects, and the texts `null` and `undefined`. If there is nothing else, it takes a boolean or such a text.
 *
 * @param paths where to look, in this order, e.g. `$.traits.firstName`
 */
export function firstText(...paths: string[]): Mapping {
  return unchecked(chosenText(paths))
}

/**
 * Mapping that takes the first of three paths with an email address. If no path has one, it takes a text from one of
 * them, so that the error can say what is wrong with it.
 */
export function firstEmail(first: string, second: string, third: string): Mapping {
  const anyText = [third, first].reduceRight(
    (rest, path) => ifGiven(saysSomething(path), onlyText(path), rest),
    onlyText(second)
  )
  const secondOrAny = ifGiven(looksLikeEmail(second), at(second), anyText)
  // This check takes longer than everything else, so it is left out if only the first path has a value.
  return unchecked(
    ifGiven(onlyAt(first, second, third), anyText, ifGiven(looksLikeEmail(first), at(first), secondOrAny))
  )
}

/**
 * Mapping that takes a text, a number or a boolean as a text, and nothing from a list or an object. A path alone isn't
 * enough: the framework's schema would refuse the whole event if it found one of those.
 *
 * Only the directive `@replace` tells them apart. Here it replaces a hyphen with a hyphen.
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
  // Usually only one path has a value. Checking a text takes long.
  return ifGiven(onlyAt(path, ...others), onlyText(path), chosen)
}

/** Something, if there is a value at the path and at none of the others. */
function onlyAt(path: string, ...others: string[]): Mapping {
  const noneAtOthers = others.reduceRight<FieldValue>((none, other) => ifExists(other, '', none), true)
  return ifExists(path, noneAtOthers, '')
}

/** A text without the parts that count as missing. */
function saysSomething(path: string): Mapping {
  const rest = SAYS_NOTHING.reduce(
    (text, [one, other]) => replace(text, one, '', { pattern2: other, replacement2: '' }),
    at(path)
  )
  return ifExists(path, rest, '')
}

/** Only Liquid can search in a text. A list or an object doesn't contain these characters. */
function looksLikeEmail(path: string): Mapping {
  const value = path.replace('$.', '')
  const test = { '@liquid': `{% if ${value} contains "@" and ${value} contains "." %}yes{% endif %}` }
  return ifExists(path, test, '')
}

/** Takes `then` if the condition gives something, and `otherwise` if not. */
function ifGiven(test: Mapping, then: FieldValue, otherwise: FieldValue): Mapping {
  // Despite its name, the framework's `blank` condition is true if the value is NOT blank.
  return { '@if': { blank: test, then, else: otherwise } }
}

function ifExists(path: string, then: FieldValue, otherwise: FieldValue): Mapping {
  return { '@if': { exists: at(path), then, else: otherwise } }
}

/**
 * For each event the framework checks the whole mapping again, and each branch of an `@if` twice. So each nested `@if`
 * doubles the time. The framework doesn't check inside a list.
 */
function unchecked(mapping: Mapping): Mapping {
  return { '@transform': { apply: { list: [mapping] }, mapping: at('$.list[0]') } }
}

/** We give all options, because the framework writes missing ones into the mapping itself. */
function replace(value: FieldValue, pattern: string, replacement: string, second = {}): Mapping {
  return { '@replace': { pattern, replacement, ...second, ignorecase: false, global: true, value } }
}

function at(path: string): Mapping {
  return { '@path': path }
}
