/** A place for a value of the request, such as `${body.user.email}`. With two dollars, `$${`, it is text. */
const PLACE = /\$\$\{|\$\{([^}]*)\}/g
const WHOLE = /^\$\{([^}]*)\}$/

/**
 * Fills in the places of a template with values of a request.
 * @param template any JSON; its texts may have places. A text that is one place becomes the value as it is, so that a
 * number stays a number
 * @param values what the places name: `params`, `query`, `headers` and `body`
 */
export function fillIn(template: unknown, values: Record<string, unknown>): unknown {
  if (typeof template === 'string') {
    const [, only] = WHOLE.exec(template) ?? []
    if (only !== undefined) return valueAt(values, only) ?? null
    return template.replace(PLACE, (place, path?: string) =>
      path === undefined ? place.slice(1) : inText(valueAt(values, path))
    )
  }
  return mapValues(template, (value) => fillIn(value, values))
}

/** The template that becomes a value as it is: what looks like a place in it stays text. */
export function literal(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\$\{/g, '$$$${') : mapValues(value, literal)
}

function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]))
}

function valueAt(values: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isOwn(value, key.trim()) ? value[key.trim()] : undefined), values)
}

function isOwn(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}

function inText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
