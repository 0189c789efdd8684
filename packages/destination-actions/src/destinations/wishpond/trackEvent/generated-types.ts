// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Your own identifier for the user, or the anonymous ID before the user is known. The event is added to the lead with this identifier.
   */
  userId: string
  /**
   * The title of the event, as it will appear in Wishpond.
   */
  event: string
  /**
   * The properties of the event. They are sent as they are.
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * When the event happened.
   */
  timestamp?: string | number
}
