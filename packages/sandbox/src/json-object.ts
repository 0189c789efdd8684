export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Deeper values can be parsed, but not copied or written, because both recurse at each level. */
const MAX_DEPTH = 1000

/**
 * Parses JSON.
 *
 * @throws SyntaxError if it is not JSON, or is nested too deep
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (isDeeper(value, MAX_DEPTH)) {
    throw new SyntaxError(`It is nested deeper than ${MAX_DEPTH} levels`)
  }
  return value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false
  }
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}

/** The JSON object in a body; undefined if the body is anything else. */
export function parseObject(body: string): JsonObject | undefined {
  try {
    const value = parseJson(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a required field is missing. An empty one counts as missing. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
