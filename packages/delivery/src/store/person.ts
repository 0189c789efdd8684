import type { JSONObject } from '@segment/actions-core'

/** Whether an event is of a person, by `userId` or `anonymousId`. */
export function isOf(person: string, { userId, anonymousId }: JSONObject): boolean {
  return [userId, anonymousId].some((id) => (typeof id === 'string' || typeof id === 'number') && String(id) === person)
}
