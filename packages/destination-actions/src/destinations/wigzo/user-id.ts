import { createHmac } from 'crypto'

const VERSION_4_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * Wigzo knows a user by a version-4 UUID, the same one in identify and event calls. Segment's ids often are none.
 *
 * NEVER change what this returns: every user would appear anew in Wigzo.
 *
 * @param id Segment's user id or anonymous id
 * @returns a version-4 UUID in lower case: the id itself when it is one, else one derived from it, always the same
 */
export function toWigzoUserId(id: string): string {
  if (VERSION_4_UUID.test(id)) return id.toLowerCase()

  const bytes = createHmac('sha256', 'wigzo').update(id).digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x40 // version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80 // the variant of RFC 4122
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
