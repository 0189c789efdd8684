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
   * The ID of the product.
   */
  product_id: string
  /**
   * The URL of the product's page.
   */
  canonicalUrl?: string
  /**
   * The name of the product.
   */
  title?: string
  /**
   * The description of the product.
   */
  description?: string
  /**
   * The amount of the price, such as 18.99.
   */
  price?: string
  /**
   * The currency of the price, such as USD. It is sent in front of the amount.
   */
  currency?: string
  /**
   * The category of the product.
   */
  category?: string
  /**
   * The brand of the product.
   */
  vendor?: string
  /**
   * The URL of the product's image.
   */
  image?: string
  /**
   * The locale of the user, such as "en-US". Its language part is sent when the options have no language.
   */
  locale?: string
  /**
   * Where an event has options of its own for Wigzo: description, imageUrl and language. Each is taken from the first place, by number, that has it as a text. They win over the fields Description, Image and Locale.
   */
  options?: {
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
