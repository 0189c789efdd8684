/** Length of the longest email address: RFC 5321. */
const LONGEST = 254

/** One `@`, a dot after it, and no character that an address can contain only in quotes. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(\.[^\s@<>()[\]\\,;:".]+)+$/

/**
 * Reads an email address.
 *
 * @param value any value of an event
 * @returns the address without spaces around it, including no-break spaces; undefined if it isn't an address
 */
export function toEmail(value: unknown): string | undefined {
  const email = typeof value === 'string' ? value.trim() : ''
  return email.length <= LONGEST && EMAIL.test(email) ? email : undefined
}

/** Whether two email addresses are the same. Case and spaces around them make no difference. */
export function isSameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
