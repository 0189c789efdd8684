/** Values that sources send in place of an identifier, in lower case. The framework turns booleans into texts. */
const PLACEHOLDERS = ['-1', 'null', 'undefined', 'anonymous', 'true', 'false']

/** Only zeros and hyphens: `0`, `-`, or a UUID of zeros. */
const ONLY_ZEROS = /^[0-]*$/

/**
 * Reads an identifier. A placeholder isn't one: everybody with the same placeholder would become one person.
 *
 * Segment recommends that you block these values: `^[0-]*$`, `-1`, `null` and `anonymous`
 * (https://www.twilio.com/docs/segment/unify/identity-resolution/identity-resolution-settings). We added what JavaScript
 * writes for a missing value or a boolean.
 *
 * @param value a user ID or another identifier, as the event has it
 * @returns the identifier as text, without spaces around it; undefined if it is blank, a placeholder, or neither a text
 * nor a number
 */
export function toIdentifier(value: unknown): string | undefined {
  if (typeof value !== 'string' && !Number.isFinite(value)) return undefined
  const identifier = String(value).trim()
  if (ONLY_ZEROS.test(identifier) || PLACEHOLDERS.includes(identifier.toLowerCase())) return undefined
  return identifier
}
