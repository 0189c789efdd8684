// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
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
}
