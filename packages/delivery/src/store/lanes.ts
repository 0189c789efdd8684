import { createHash } from 'node:crypto'

/** Which of the lanes of a user: what came in by itself, what is resent, or what is of a replay. */
export type LaneKind = 'resent' | `replay ${number}` | undefined

/**
 * A number for a lane, of the 53 bits that JavaScript has. If two lanes get the same one, their deliveries are attempted
 * one after the other, and nothing else happens.
 */
export function laneNumber(destination: number, lane: string, kind?: LaneKind): number {
  const key = kind === undefined ? `${destination} ${lane}` : `${destination} ${kind}\0${lane}`
  const hash = createHash('sha1').update(key).digest()
  return hash.readUIntBE(0, 6) * 32 + (hash[6] >> 3)
}
