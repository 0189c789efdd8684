/** Length of the longest email address: RFC 5321. */
const LONGEST = 254

/** One `@`, a dot after it, and no character that an address has only in quotes. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(\.[^\s@<>()[\]\\,;:".]+)+$/

/**
 * Reads an email address.
 *
 * @param value any value of an event
 * @returns the address without the blanks around it, no-break spaces included; undefined when it is none
 */
export function toEmail(value: unknown): string | undefined {
  const email = typeof value === 'string' ? value.trim() : ''
  return email.length <= LONGEST && EMAIL.test(email) ? email : undefined
}

/** Whether two email addresses are the same one: case and blanks around them do not count. */
export function isSameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
