import type { JsonObject } from './vendor'

const timestamp = '2026-01-02T03:04:05.678Z'

/** An identify event, as the tests of reliability deliver it. */
export function identify(traits: JsonObject, userId = 'u1'): JsonObject {
  return { type: 'identify', userId, traits, timestamp }
}

/** A track event of the same user. */
export function track(event: string, properties: JsonObject = {}): JsonObject {
  return { type: 'track', userId: 'u1', event, properties, timestamp }
}

/** A page event of the same user. */
export const page: JsonObject = {
  type: 'page',
  userId: 'u1',
  name: 'Home',
  properties: { url: 'https://shop.example/' },
  timestamp
}

/** A delete event for an email address. */
export function deletion(email: string): JsonObject {
  return { type: 'delete', email, timestamp }
}

/** Two identify events of the same person. The second one changes the name. */
export const jane = identify({ name: 'Jane Kim', email: 'jane@example.com', phone: '+15550100' })
export const janeRenamed = identify({ name: 'Jane Doe', email: 'jane@example.com', company: 'Initech' })
