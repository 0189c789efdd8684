/**
 * What the framework turns booleans into, and what JavaScript writes for a missing value. A real name or city of that
 * spelling starts with a capital letter.
 */
const SAYS_NOTHING = ['true', 'false', 'null', 'undefined']

/**
 * Reads a text, such as a name or a city.
 *
 * @returns the text without spaces around it; undefined if it is blank, if the event has a boolean there, or if the
 * text only says that the value is missing
 */
export function toText(value: string | undefined): string | undefined {
  const text = value?.trim()
  return text && !SAYS_NOTHING.includes(text) ? text : undefined
}
