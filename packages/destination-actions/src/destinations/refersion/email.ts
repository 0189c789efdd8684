/** Of an email address (RFC 5321). On texts without limit, the expression below takes seconds for some. */
const LONGEST = 254

/** Whether a value has the shape of an email address, and so is no other kind of identifier. */
export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
}

/** Whether two email addresses are the same one: case does not count. */
export function isSameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
