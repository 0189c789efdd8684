/** A place for a value of the request, such as `${body.user.email}`. */
const PLACE = /\$\{([^}]*)\}/g
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
    return template.replace(PLACE, (_place, path: string) => inText(valueAt(values, path)))
  }
  if (Array.isArray(template)) return template.map((item) => fillIn(item, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillIn(value, values)]))
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
