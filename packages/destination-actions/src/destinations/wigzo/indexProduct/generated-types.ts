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
   * The places where an event can have options for Wigzo: description, imageUrl and language. Each option comes from the first place, by number, that has it as a text. The options win over the fields Description, Image and Locale.
   */
  options?: {
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
