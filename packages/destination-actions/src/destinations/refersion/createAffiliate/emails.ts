import { PayloadValidationError } from '@segment/actions-core'
import { toEmail } from '../email'
import type { Payload } from './generated-types'

/**
 * The email addresses of an event, without the blanks around them.
 *
 * @throws PayloadValidationError when there is no email address, or when one is not valid
 */
export function emailsOf(payload: Payload): { email: string; paypal_email: string | undefined } {
  const email = validEmail('Email', payload.email)
  if (email === undefined) {
    throw new PayloadValidationError(
      'An affiliate needs an email, and the event has none. Add the trait email to the identify call; to events of Engage, add it with trait enrichment.'
    )
  }
  return { email, paypal_email: validEmail('PayPal Email', payload.paypal_email) }
}

/** @param label of the field, for the error */
function validEmail(label: string, value: string | undefined): string | undefined {
  if (!value?.trim()) return undefined
  const email = toEmail(value)
  if (email === undefined) {
    throw new PayloadValidationError(`${label} must be a valid email address, such as jane@example.com.`)
  }
  return email
}
