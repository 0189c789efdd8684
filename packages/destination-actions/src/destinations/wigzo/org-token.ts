import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from './generated-types'

const ADVICE = 'Copy it from the snippet under Wigzo Settings > Integration.'

/**
 * Reads the Organization Token. Some servers that run destinations don't check the types of settings, or have no
 * settings at all.
 *
 * @returns the token without spaces around it
 * @throws InvalidAuthenticationError if it is missing, empty or not a text, or contains white space
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
