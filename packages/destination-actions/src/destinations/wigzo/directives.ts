/**
 * Mapping that takes the first path with any value, `false`, `0` and `''` included.
 *
 * @param paths where to look, in this order, e.g. `$.properties.product_id`
 */
export function firstGiven(...paths: string[]): object {
  return firstOf('exists', paths)
}

/**
 * Mapping that takes the first path with a text in it. It passes over `''`, and over the `false` that a path such as
 * `$.integrations.Wigzo.language` leads to when `integrations.Wigzo` itself is `false`.
 *
 * @param paths where to look, in this order, e.g. `$.traits.email`
 */
export function firstText(...paths: string[]): object {
  return firstOf('blank', paths)
}

/** The framework's `blank` condition holds, against its name, when the value is NOT blank. */
function firstOf(condition: 'exists' | 'blank', [path, ...otherPaths]: string[]): object {
  const value = { '@path': path }
  if (otherPaths.length === 0) return value
  return { '@if': { [condition]: value, then: value, else: firstOf(condition, otherPaths) } }
}
