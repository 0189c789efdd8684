import { InvalidAuthenticationError } from '@segment/actions-core'

/**
 * The first dot separates the two keys. Further dots belong to the secret key. Both keys become headers, which can't
 * contain spaces or control characters: the HTTP client would refuse such a key with an error that shows it.
 */
const API_KEY = /^(?<publicKey>[!-\-/-~]+)\.(?<secretKey>[!-~]+)$/

/**
 * The headers that authenticate a request to Refersion.
 *
 * @param apiKey the setting "API Key", in the form `publickey.secretkey`. It can have any type, because upstream's
 * local server doesn't validate settings
 * @throws InvalidAuthenticationError if it has another form; the message never shows the key
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
