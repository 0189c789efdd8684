// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The Segment user ID, or the anonymous ID when there is no user ID. Wigzo knows users by a version-4 UUID: a UUID is sent as it is, and any other ID as a UUID that is derived from it and never changes.
   */
  userId: string
  /**
   * The event of Segment's ecommerce spec. It decides the Wigzo event that is sent.
   */
  event: string
  /**
   * The ID of the product that is added to or removed from a cart or wishlist.
   */
  product_id?: string
  /**
   * The text that is searched for.
   */
  query?: string
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
   * Where the call comes from: "app" or "web". The name of a Segment library is understood too: mobile libraries count as "app", everything else as "web".
   */
  source?: string
}
