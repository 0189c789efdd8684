import { createHash } from 'node:crypto'
import { patternOf } from '../machine/failure-pattern'

/** The most groups of a subscription with the same code and status. What else there is shares one of its own. */
export const mostPatterns = 200

/** The pattern of the group that takes everything beyond these. */
export const otherMessages = ''

/**
 * What the messages of a group have in common. A message can name a person, whom the store has to forget with the delivery.
 * So a group has a hash, and no message.
 */
export function hashedPattern(message: string): string {
  return createHash('sha1').update(patternOf(message)).digest('base64')
}
