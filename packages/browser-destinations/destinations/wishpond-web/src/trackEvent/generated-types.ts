// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
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
}
