import type { Reason } from './delivery'

/**
 * The codes of reasons, and what they mean. They are those of Segment's Event Delivery, as far as it has one. Beside
 * these, a reason has the HTTP status of an answer as its code (`429`, `503`), or Node's code of a failed connection
 * (`ECONNREFUSED`, `ETIMEDOUT`), as in Event Delivery. Events that can't be taken have codes of their own, in lower case.
 * @see https://segment.com/docs/connections/event-delivery/ and https://segment.com/docs/connections/integration_error_codes/
 */
export const codes = {
  NO_MATCHING_MAPPING: 'No subscription of the destination takes the event.',
  FILTERED_AT_MAPPING: 'The destination wants nothing of the event.',
  FILTERED_BY_INTEGRATIONS_OBJECT: "The event's Integrations object switches the destination off.",
  MESSAGE_REJECTED: 'The vendor or the action refuses the event, for example because a field is missing.',
  INVALID_AUTHENTICATION: 'The vendor refuses the credentials (401 or 403).',
  INVALID_SETTINGS: 'The destination does not load, or refuses its settings.',
  RETRY: 'The destination asks to attempt the event again.',
  INTERNAL: "The destination's code failed.",
  SELF_TIMEOUT: "The destination's code did not end in time.",
  /** These are not Segment's. */
  INTERRUPTED: 'The attempt was interrupted between two requests.',
  OUTCOME_UNKNOWN: 'The attempt was cut off, so nobody knows whether the vendor got the event.',
  DESTINATION_CODE_STOPPED:
    "The destination's code did not end, or ended its thread, so it was stopped. The vendor may have got the event.",
  DESTINATION_REMOVED: 'The destination is not in the config any more.',
  SUBSCRIPTION_REMOVED: 'The subscription is not in the config any more.',
  DISCARDED: 'Somebody discarded the failed delivery.',
  CORRECTED: 'Somebody corrected the event, which has deliveries of its own now.',
  NOT_IN_SANDBOX: 'The sandbox cannot answer what the destination asked for.'
} as const

/** A code that is no status, and no code of a connection. */
export type Code = keyof typeof codes

/** The most characters that a message has. Vendors answer whole pages of HTML. */
const longestMessage = 500

/** A reason with one of our codes, in words of its own or in those of the code. */
export function reason(code: Code, message: string = codes[code]): Reason {
  return { code, message: shortened(message) }
}

/** A message that is not too long to be kept. */
export function shortened(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text
}

/** The process or the thread that ran an attempt ended, or its lease ran out. */
export const outcomeUnknown = reason('OUTCOME_UNKNOWN')

/** A thread had to be killed while it ran nothing but this delivery. */
export const destinationCodeStopped = reason('DESTINATION_CODE_STOPPED')

export const destinationRemoved = (destination: string): Reason =>
  reason('DESTINATION_REMOVED', `The destination "${destination}" is not in the config any more.`)

export const subscriptionRemoved = (destination: string, subscription: string): Reason =>
  reason(
    'SUBSCRIPTION_REMOVED',
    `The subscription "${subscription}" of "${destination}" is not in the config any more.`
  )

export const discarded = reason('DISCARDED')

export const corrected = reason('CORRECTED')
