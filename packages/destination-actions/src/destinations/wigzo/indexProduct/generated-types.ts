// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The Segment user ID, or the anonymous ID when there is no user ID. Wigzo knows users by a version-4 UUID: a UUID is sent as it is, and any other ID as a UUID that is derived from it and never changes.
   */
  userId: string
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
