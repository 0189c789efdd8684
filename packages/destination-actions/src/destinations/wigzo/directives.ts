/**
 * Mapping that takes the first path with a value that is not empty: `false` and `0` are values, `''` and `null` are not.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstGiven(...paths: string[]): object {
  // To `blank`, `false` and `0` are blank too, but not as the text that a template makes of them.
  return firstOf((path) => ({ '@template': `{{${path.replace('$.', '')}}}` }), paths)
}

/**
 * Mapping that takes the first path with a text in it. It passes over `''`, and over the `false` that a path such as
 * `$.integrations.Wigzo.language` leads to when `integrations.Wigzo` itself is `false`.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): object {
  return firstOf((path) => ({ '@path': path }), paths)
}

/** The framework's `blank` condition holds, against its name, when the value is NOT blank. */
function firstOf(toTest: (path: string) => object, [path, ...otherPaths]: string[]): object {
  return {
    '@if': {
      blank: toTest(path),
      then: { '@path': path },
      ...(otherPaths.length > 0 && { else: firstOf(toTest, otherPaths) })
    }
  }
}
