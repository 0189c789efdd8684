import { isArray, isObject } from '@segment/actions-core'

/**
 * The paths of the event where a mapping looks for a value, in its order: `$.traits.email`.
 * @param mapping the mapping of a field: a directive, a constant, or an object or a list that contains some
 * @param inner the path from the field to a value inside of it, such as `['0', 'price']`; empty for the field itself
 */
export function mappingPaths(mapping: unknown, inner: string[] = []): string[] {
  return [...new Set(pathsOf(mapping, inner))]
}

/** A value in a template or in Liquid: `{{traits.email}}`, `{{ traits.email | upcase }}`. */
const placeholder = /\{\{-?\s*([\w$.[\]-]+)/g

function pathsOf(mapping: unknown, inner: string[]): string[] {
  const [first, ...rest] = inner
  if (isArray(mapping)) {
    return first === undefined ? mapping.flatMap((item) => pathsOf(item, [])) : pathsOf(mapping[Number(first)], rest)
  }
  if (!isObject(mapping)) return []
  const directive = Object.keys(mapping).find((key) => key.startsWith('@'))
  if (directive !== undefined) return pathsOfDirective(directive, mapping[directive], inner)
  if (first !== undefined) return pathsOf(mapping[first], rest)
  return Object.values(mapping).flatMap((value) => pathsOf(value, []))
}

function pathsOfDirective(directive: string, value: unknown, inner: string[]): string[] {
  switch (directive) {
    case '@path':
      return typeof value === 'string' ? [join(value, inner)] : pathsOf(value, [])
    case '@template':
    case '@liquid':
      return typeof value === 'string'
        ? Array.from(value.matchAll(placeholder), ([, path]) => join(path, []))
        : pathsOf(value, [])
    case '@if':
      return isObject(value)
        ? [value.exists, value.blank, value.then, value.else].flatMap((part) => pathsOf(part, inner))
        : []
    case '@arrayPath':
      return isArray(value) ? pathsOfList(value[0], value[1], inner) : []
    case '@transform':
      // Its mapping applies to the result of `apply`, not to the event.
      return isObject(value) ? pathsOf(value.apply, []) : []
    case '@merge':
      return isObject(value) && isArray(value.objects) ? value.objects.flatMap((part) => pathsOf(part, inner)) : []
    case '@literal':
    case '@excludeWhenNull':
      return pathsOf(value, inner)
    default:
      // All others, such as `@case`, change a value.
      return isObject(value) ? pathsOf(value.value, inner) : []
  }
}

/** For a list in the event. Each of its items gets the form of `shape`. */
function pathsOfList(list: unknown, shape: unknown, [index, ...rest]: string[]): string[] {
  const lists = typeof list === 'string' ? [join(list, [])] : pathsOf(list, [])
  if (index === undefined) return lists
  const inItem = isObject(shape) && Object.keys(shape).length > 0 ? pathsOf(shape, rest) : [join('', rest)]
  return lists.flatMap((path) => inItem.map((item) => join(path, [index]) + item.slice(1)))
}

/** `$.traits` and `['items', '0']` as `$.traits.items[0]`. The framework takes paths with and without the `$.`. */
function join(path: string, inner: string[]): string {
  const steps = inner.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
  const start = path.replace(/^\$\.?/, '')
  return `$${start === '' || start.startsWith('[') ? '' : '.'}${start}${steps.join('')}`
}
