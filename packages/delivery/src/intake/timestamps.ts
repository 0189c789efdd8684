/** ISO 8601, as Segment's spec asks for it. The groups are the time of day, and its zone. */
const isoDate = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?( ?Z|[+-]\d\d:?\d\d)?)?$/i

/** The years that ISO 8601 writes with four digits. */
const earliest = Date.parse('0000-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** The times of an event, as its sender gave them. */
export interface SentTimes {
  originalTimestamp?: unknown
  sentAt?: unknown
}

/**
 * When an event happened, on the clock of the receiver: `receivedAt - (sentAt - originalTimestamp)`. Without `sentAt` the
 * sender's clock is trusted; without a time of the event, it happened when it was received.
 * @param receivedAt milliseconds since 1970
 * @see https://segment.com/docs/connections/spec/common/#timestamps
 */
export function timestampOf({ originalTimestamp, sentAt }: SentTimes, receivedAt: number): string {
  const original = timeOf(originalTimestamp)
  const sent = timeOf(sentAt)
  const time = original === undefined ? receivedAt : sent === undefined ? original : receivedAt - (sent - original)
  return new Date(time >= earliest && time <= latest ? time : receivedAt).toISOString()
}

/**
 * The time that a text of ISO 8601 says, in milliseconds since 1970. Without a zone, it is UTC.
 * @returns undefined if it is no such text
 */
export function timeOf(value: unknown): number | undefined {
  const parts = typeof value === 'string' ? isoDate.exec(value) : null
  if (!parts) return undefined
  const [text, timeOfDay, zone] = parts
  // Without a zone, it would be the time of this machine.
  const time = Date.parse(timeOfDay !== undefined && zone === undefined ? `${text}Z` : text)
  return Number.isNaN(time) ? undefined : time
}
