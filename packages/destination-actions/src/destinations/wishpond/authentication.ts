import { InvalidAuthenticationError } from '@segment/actions-core'
import type { Settings } from './generated-types'

const ADVICE = 'from the API Keys dialog in Wishpond.'

/**
 * Reads the two keys, without spaces around them. Some servers that run destinations don't check the types of settings,
 * or have no settings at all.
 *
 * @throws InvalidAuthenticationError if a key is missing, empty or not a text; it never shows the key.
 */
export function readKeys(settings: { [key in keyof Settings]?: unknown } | null | undefined): Settings {
  const { merchantId, trackingKey } = settings ?? {}
  return { merchantId: readKey(merchantId, 'Merchant ID'), trackingKey: readKey(trackingKey, 'Tracking Key') }
}

function readKey(key: unknown, label: string): string {
  const text = typeof key === 'string' ? key.trim() : undefined
  if (text) return text
  const found = text === '' ? 'empty' : key === undefined || key === null ? 'missing' : `of type ${typeof key}`
  throw new InvalidAuthenticationError(`${label} must be a text, but it is ${found}. Copy it ${ADVICE}`)
}

/**
 * Checks the form of the two keys. Any call of the Tracking API that tests them would create a lead or an event. Every
 * example that Wishpond publishes has these forms: digits, and twelve hexadecimal characters.
 *
 * @throws InvalidAuthenticationError that names the setting; it never shows the key.
 */
export function checkKeys(settings: Settings): void {
  const { merchantId, trackingKey } = readKeys(settings)
  if (!/^\d+$/.test(merchantId)) {
    throw new InvalidAuthenticationError(`Merchant ID must be a number, for example 696791. Copy it ${ADVICE}`)
  }
  if (!/^[0-9a-f]{12}$/i.test(trackingKey)) {
    throw new InvalidAuthenticationError(`Tracking Key must be twelve characters, each 0-9 or a-f. Copy it ${ADVICE}`)
  }
}
