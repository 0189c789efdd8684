import type { Directive } from '@segment/actions-core'

/**
 * Mapping that takes the first path with a value that is not empty: `false` and `0` are values, `''` and `null` are not.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstGiven(...paths: string[]): Directive {
  return firstOf(isGiven, paths)
}

/**
 * As {@link firstGiven}, with a value for events that have none.
 *
 * @param otherwise the value
 */
export function firstGivenOr(otherwise: boolean, ...paths: string[]): Directive {
  return firstOf(isGiven, paths, otherwise)
}

/**
 * Mapping that takes the first path with a text in it. It passes over `''`, `0` and `false`, but not in the last place.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): Directive {
  return firstOf((path) => ({ '@path': path }), paths)
}

/** To `blank`, `false` and `0` are blank too, but not as the text that a template makes of them. */
function isGiven(path: string): Directive {
  return { '@template': `{{${path.replace('$.', '')}}}` }
}

/**
 * Without a value for the rest, the last path is not tested: the framework drops an empty text anyway. Each path counts,
 * since for each event the framework checks the whole mapping, and every `else` twice.
 */
function firstOf(toTest: (path: string) => Directive, [path, ...otherPaths]: string[], otherwise?: boolean): Directive {
  const value = { '@path': path }
  if (otherPaths.length === 0 && otherwise === undefined) return value
  // The framework's `blank` condition holds, against its name, when the value is NOT blank.
  return {
    '@if': {
      blank: toTest(path),
      then: value,
      else: otherPaths.length === 0 ? otherwise : firstOf(toTest, otherPaths, otherwise)
    }
  }
}
