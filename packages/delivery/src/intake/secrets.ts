import { hash, timingSafeEqual } from 'node:crypto'

/** Digests have one length, so that the time to compare them says nothing about the lengths of the secrets. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

/** Whether what was given is the secret. The time that it takes says nothing about the secret. */
export function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(secret))
}
