/**
 * What the framework makes of booleans, and what JavaScript writes for a missing value. A name or a city that is really
 * called so has a capital letter.
 */
const SAYS_NOTHING = ['true', 'false', 'null', 'undefined']

/**
 * Reads a text, such as a name or a city.
 *
 * @returns the text without the blanks around it; undefined when nothing is left, when the event has a boolean there, or
 * when it says that the value is missing
 */
export function toText(value: string | undefined): string | undefined {
  const text = value?.trim()
  return text && !SAYS_NOTHING.includes(text) ? text : undefined
}
