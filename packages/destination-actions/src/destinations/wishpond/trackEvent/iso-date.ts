import { PayloadValidationError } from '@segment/actions-core'

/** Unix times below it are seconds (until the year 5138), the others milliseconds (since 1973). */
const LEAST_MILLISECONDS = 1e11

/**
 * Segment gives each event an ISO 8601 timestamp. A customer's own mapping may take another time, of any form.
 *
 * @param date a date in ISO 8601 or another form that JavaScript reads, or a Unix time in seconds or milliseconds
 * @returns the date in ISO 8601, in UTC
 * @throws PayloadValidationError when it is no date between the years 0 and 9999
 */
export function toIsoDate(date: string | number): string {
  const unixTime = Number(date)
  const parsed = Number.isNaN(unixTime)
    ? new Date(date)
    : new Date(unixTime < LEAST_MILLISECONDS ? unixTime * 1000 : unixTime)
  const year = parsed.getUTCFullYear()
  // Years of more than four digits are no ISO 8601 that everybody reads.
  if (!(year >= 0 && year <= 9999)) {
    throw new PayloadValidationError(
      `Timestamp is not a date: "${date}". Map a time in ISO 8601, as 2024-08-09T12:00:00Z.`
    )
  }
  return parsed.toISOString()
}
