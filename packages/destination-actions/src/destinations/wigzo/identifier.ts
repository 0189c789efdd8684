/** What sources send instead of an identifier, in lower case. The framework makes texts of booleans. */
const PLACEHOLDERS = ['-1', 'null', 'undefined', 'anonymous', 'true', 'false']

/** Only zeros and hyphens: `0`, `-`, or a UUID of zeros. */
const ONLY_ZEROS = /^[0-]*$/

/**
 * Reads an identifier. A placeholder is not one: everybody who has the same placeholder would become one person.
 *
 * The list is the one that Segment recommends for blocked identifier values: `^[0-]*$`, `-1`, `null` and `anonymous`
 * (https://www.twilio.com/docs/segment/unify/identity-resolution/identity-resolution-settings), and what JavaScript
 * writes for a value that is missing or a boolean.
 *
 * @param value a user ID or another identifier, as an event has it
 * @returns the identifier as text, without blanks around it; undefined when it is blank, a placeholder, or neither a
 * text nor a number
 */
export function toIdentifier(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Number.isFinite(value)) return undefined
  const identifier = String(value).trim()
  if (ONLY_ZEROS.test(identifier) || PLACEHOLDERS.includes(identifier.toLowerCase())) return undefined
  return identifier
}
