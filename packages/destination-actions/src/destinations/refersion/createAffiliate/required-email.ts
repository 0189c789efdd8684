import { PayloadValidationError } from '@segment/actions-core'
import { toEmail } from '../email'

/**
 * The email address of an affiliate, without spaces around it.
 *
 * @param value the email address, as the event has it
 * @throws PayloadValidationError if it is missing or invalid
 */
export function requiredEmail(value: string | undefined): string {
  const email = toEmail(value)
  if (email !== undefined) return email
  if (value?.trim()) throw new PayloadValidationError('Email must be a valid email address, such as jane@example.com.')
  throw new PayloadValidationError(
    'An affiliate needs an email, but the mapping of Email finds none in the event. Add it to the event, or map Email to another value. Events of Engage get it by trait enrichment.'
  )
}
