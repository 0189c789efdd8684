import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from './generated-types'

/**
 * Checks the form of the two keys: no call of the Tracking API could test them without making a lead or an event. The
 * forms are those of every example that Wishpond publishes: digits, and twelve hexadecimal characters.
 *
 * @throws InvalidAuthenticationError that names the setting; it never shows the key.
 */
export function checkKeys({ merchantId, trackingKey }: Settings): void {
  if (!/^\d+$/.test(merchantId)) {
    throw new InvalidAuthenticationError(
      'Merchant ID must be a number, for example 696791. Copy it from the API Keys dialog in Wishpond.'
    )
  }
  if (!/^[0-9a-f]{12}$/i.test(trackingKey)) {
    throw new InvalidAuthenticationError(
      'Tracking Key must be twelve characters, each 0-9 or a-f. Copy it from the API Keys dialog in Wishpond.'
    )
  }
}
