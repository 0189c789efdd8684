// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Your own identifier for the user. The event is added to the lead with this identifier. A placeholder, such as 0, null or anonymous, is not an identifier: the Anonymous ID is then used.
   */
  userId?: string
  /**
   * The identifier to use before the user is known, when User ID is missing or a placeholder. An event with neither of the two is refused.
   */
  anonymousId?: string
  /**
   * The title of the event, as it will appear in Wishpond.
   */
  event: string
  /**
   * The properties of the event. They are sent unchanged. With the default mapping, an empty list counts as an empty object. Keep that mapping if your source sends `[]` when there are no properties, as PHP does.
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * When the event happened: a time in ISO 8601, in UTC unless it has an offset, or a Unix time in seconds or milliseconds. An event with anything else is refused.
   */
  timestamp?: string
}
