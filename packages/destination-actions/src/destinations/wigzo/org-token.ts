import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from './generated-types'

const ADVICE = 'Copy it from the snippet under Wigzo Settings > Integration.'

/**
 * Reads the Organization Token. Not every server that runs a destination compares the settings with their types, or has
 * settings at all.
 *
 * @returns the token without blanks around it
 * @throws InvalidAuthenticationError when it is missing or not a text, when it is empty, or when it has white space in it
 */
export function readOrgToken(settings: Settings | null | undefined): string {
  const orgToken: unknown = settings?.orgToken
  if (typeof orgToken !== 'string') {
    throw new InvalidAuthenticationError(`The Organization Token must be a text. ${ADVICE}`)
  }
  const token = orgToken.trim()
  if (/^\S+$/.test(token)) return token
  throw new InvalidAuthenticationError(`The Organization Token must not be empty or contain white space. ${ADVICE}`)
}
