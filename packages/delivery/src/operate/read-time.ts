import { timeOf } from '../intake/timestamps'

/** The milliseconds since 1970 of a time in ISO 8601, or in milliseconds since 1970; undefined if it is neither. */
export function readTime(text: string): number | undefined {
  return /^\d{10,15}$/.test(text) ? Number(text) : timeOf(text)
}
