import type { JSONObject } from '@segment/actions-core'

/**
 * What orders the deliveries of an event: those of one user are attempted in order, and so are those of one visitor.
 * @returns undefined if the event has no order
 */
export function laneOf({ userId, anonymousId }: JSONObject): string | undefined {
  return [userId, anonymousId].find((id): id is string => typeof id === 'string' && id !== '')
}
