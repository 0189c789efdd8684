import type { Reason } from './delivery'

/** The process or the thread that ran an attempt ended, or its lease ran out. */
export const outcomeUnknown: Reason = {
  code: 'OUTCOME_UNKNOWN',
  message: 'The attempt was cut off, so nobody knows whether the vendor got the event.'
}

/** A thread had to be killed while it ran nothing but this delivery. */
export const destinationCodeStopped: Reason = {
  code: 'DESTINATION_CODE_STOPPED',
  message:
    "The destination's code did not end, or ended its thread, so it was stopped. The vendor may have got the event."
}

export const destinationRemoved = (destination: string): Reason => ({
  code: 'DESTINATION_REMOVED',
  message: `The destination "${destination}" is not in the config any more.`
})

export const subscriptionRemoved = (destination: string, subscription: string): Reason => ({
  code: 'SUBSCRIPTION_REMOVED',
  message: `The subscription "${subscription}" of "${destination}" is not in the config any more.`
})

export const discarded: Reason = {
  code: 'DISCARDED',
  message: 'Somebody discarded the failed delivery.'
}

export const corrected: Reason = {
  code: 'CORRECTED',
  message: 'Somebody corrected the event, which has deliveries of its own now.'
}
