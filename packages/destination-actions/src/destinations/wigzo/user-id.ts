import { createHmac } from 'crypto'

const VERSION_4_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * Wigzo knows a user by a version-4 UUID, the same one in identify and event calls. Segment's ids often aren't UUIDs.
 *
 * NEVER change what this returns: every user would appear anew in Wigzo.
 *
 * @param id Segment's user id or anonymous id
 * @returns a version-4 UUID in lower case: the id itself if it is one, else a UUID derived from it. It never changes
 */
export function toWigzoUserId(id: string): string {
  if (VERSION_4_UUID.test(id)) return id.toLowerCase()

  const digest = createHmac('sha256', 'wigzo').update(id).digest('hex')
  const variant = '89ab'[parseInt(digest[16], 16) % 4] // of RFC 4122
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`, // version 4
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32)
  ].join('-')
}
