/** What the framework makes of booleans. A name or a city that is really called so has a capital letter. */
const BOOLEANS = ['true', 'false']

/**
 * Reads a text, such as a name or a city.
 *
 * @returns the text without the blanks around it; undefined when nothing is left, or when the event has a boolean there
 */
export function toText(value: string | undefined): string | undefined {
  const text = value?.trim()
  return text && !BOOLEANS.includes(text) ? text : undefined
}
