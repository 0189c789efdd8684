import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from './generated-types'

const ADVICE = 'Copy it from the snippet under Wigzo Settings > Integration.'

/**
 * Reads the Organization Token. Not every server that runs a destination compares the settings with their types.
 *
 * @throws InvalidAuthenticationError when it is missing or not a text
 */
export function readOrgToken(settings: Settings): string {
  const orgToken: unknown = settings.orgToken
  if (typeof orgToken === 'string') return orgToken
  throw new InvalidAuthenticationError(`The Organization Token must be a text. ${ADVICE}`)
}

/**
 * Tests the form of the Organization Token. Wigzo has no call that tests it without leaving a user or an event behind.
 *
 * @throws InvalidAuthenticationError when it is missing or not a text, when it is empty, or when it has white space
 */
export function checkOrgToken(settings: Settings): void {
  if (/^\S+$/.test(readOrgToken(settings))) return
  throw new InvalidAuthenticationError(`The Organization Token must not be empty or contain white space. ${ADVICE}`)
}
