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
    'An affiliate needs an email, and the event has none. Add the trait email to the identify call; to events of Engage, add it with trait enrichment.'
  )
}
