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
   * The event of Segment's ecommerce spec. It decides the Wigzo event that is sent.
   */
  event: string
  /**
   * The ID of the product that is added to or removed from a cart or wishlist. If Wigzo knows your products by their URL, map it to the URL instead.
   */
  product_id?: string
  /**
   * The text that is searched for.
   */
  query?: string
  /**
   * A search that is an object instead of a text. It is sent as JSON text when there is no Query.
   */
  query_object?: {
    [k: string]: unknown
  }
  /**
   * The IDs of the products in a checkout or an order. Products without an ID are left out.
   */
  product_ids?: string[]
  /**
   * All properties of a review.
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
