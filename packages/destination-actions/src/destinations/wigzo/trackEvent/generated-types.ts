// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The Segment user ID. If it is a placeholder, such as 0, null or anonymous, the Anonymous ID is used instead. Wigzo identifies users by a version-4 UUID. An ID of that form is sent in lower case. Any other ID is converted to a UUID, which is always the same for the same ID.
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
   * Where the call comes from: "app" or "web". You can also map the name of a Segment library: mobile libraries count as "app", everything else as "web".
   */
  source?: string
}
