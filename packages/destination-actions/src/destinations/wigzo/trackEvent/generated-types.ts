// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The Segment user ID. A placeholder, such as 0, null or anonymous, is not an ID: the Anonymous ID is then used. Wigzo knows users by a version-4 UUID. An ID that is one is sent as it is. From any other ID a UUID is derived, which never changes.
   */
  userId?: string
  /**
   * The Segment anonymous ID. It is used when the event has no user ID, or a placeholder for one.
   */
  anonymousId?: string
  /**
   * The name of the event.
   */
  eventName: string
  /**
   * All properties of the event.
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * The event's is_active flag. Wigzo's own plugins always send true.
   */
  is_active?: boolean
  /**
   * Where the call comes from: "app" or "web". The name of a Segment library is understood too: mobile libraries count as "app", everything else as "web".
   */
  source?: string
}
