import { PayloadValidationError } from '@segment/actions-core'
import { toIdentifier } from './identifier'
import type { WigzoSource } from './source'
import { toWigzoSource } from './source'
import { toWigzoUserId } from './user-id'

/** What every call tells Wigzo about its user and its source. */
export interface Sender {
  /** A version-4 UUID. */
  userId: string
  is_active?: boolean
  source: WigzoSource
}

interface SenderFields {
  userId?: string
  anonymousId?: string
  source?: string
}

/**
 * Converts the fields that all actions share to Wigzo's form.
 *
 * @param is_active whether the user or the event is active
 * @throws PayloadValidationError if neither the user ID nor the anonymous ID identifies anybody
 */
export function toSender({ userId, anonymousId, source }: SenderFields, is_active: boolean | undefined): Sender {
  const id = toIdentifier(userId) ?? toIdentifier(anonymousId)
  if (id === undefined) {
    throw new PayloadValidationError(
      'The event has no user: User ID and Anonymous ID are missing, or placeholders such as 0, null or anonymous. Map one of them to an ID of the user.'
    )
  }
  return { userId: toWigzoUserId(id), is_active, source: toWigzoSource(source) }
}
