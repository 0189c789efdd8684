import { nonEmpty } from './non-empty'
import type { WigzoSource } from './source'
import { toWigzoSource } from './source'
import { toWigzoUserId } from './user-id'

/** What every call tells Wigzo about who it is about and where it comes from. */
export interface Sender {
  /** A version-4 UUID. */
  userId: string
  is_active?: boolean
  source: WigzoSource
}

interface SenderFields {
  userId: string
  is_active?: boolean
  source?: string
}

/**
 * Takes the fields that all actions share to their form on the wire.
 *
 * @throws PayloadValidationError when the user id is empty
 */
export function toSender({ userId, is_active, source }: SenderFields): Sender {
  return { userId: toWigzoUserId(nonEmpty(userId, 'User ID')), is_active, source: toWigzoSource(source) }
}
