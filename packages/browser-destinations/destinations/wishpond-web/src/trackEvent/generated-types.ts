// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The title of the event, as it will appear in Wishpond.
   */
  event: string
  /**
   * The properties of the event. They are sent as they are. An empty list counts as an empty object.
   */
  properties?: {
    [k: string]: unknown
  }
}
