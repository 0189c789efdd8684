import { inspect } from 'node:util'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from '../bad-call'
import type { Definition } from '../call'
import { maskBadCall } from './masked-outcome'
import { Secrets } from './secrets'

/**
 * The secrets of a call.
 * @throws BadCallError if there are too many to hide
 */
export function secretsOf(definition: Definition, settings: JSONObject, auth?: object): Secrets {
  const secrets = new Secrets()
  secrets.addSettings(definition, settings, auth)
  if (secrets.areTooMany) throw new BadCallError('The settings and "auth" contain too many secrets to hide.')
  return secrets
}

/** An error without secrets, to replace one that may show them. */
export function maskError(error: unknown, secrets: Secrets): Error {
  if (error instanceof BadCallError) return maskBadCall(error, secrets)
  return new Error(secrets.mask(error instanceof Error ? error.message : inspect(error)))
}
