import { InvalidAuthenticationError } from '@segment/actions-core'

/**
 * The first dot parts the halves; further dots belong to the secret one. Both become headers, which take no blanks and
 * no control characters: the HTTP client would refuse such a key with an error that shows it.
 */
const API_KEY = /^(?<publicKey>[!-\-/-~]+)\.(?<secretKey>[!-~]+)$/

/**
 * The headers that authenticate a request to Refersion.
 *
 * @param apiKey the setting "API Key", formatted as `publickey.secretkey`. It can be of any type: upstream's local server
 * does not validate settings
 * @throws InvalidAuthenticationError when it has another form; the message never holds the key
 */
export function credentialHeaders(apiKey: unknown): Record<string, string> {
  const halves = typeof apiKey === 'string' ? apiKey.trim().match(API_KEY)?.groups : undefined
  if (!halves) {
    throw new InvalidAuthenticationError(
      'The API Key must have the form publickey.secretkey: both keys of the Refersion API settings page, with a dot between them.'
    )
  }
  return { 'Refersion-Public-Key': halves.publicKey, 'Refersion-Secret-Key': halves.secretKey }
}
