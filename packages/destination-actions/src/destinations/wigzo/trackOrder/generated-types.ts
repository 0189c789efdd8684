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
   * The ID of the order.
   */
  orderId: string
  /**
   * The email address of the buyer.
   */
  email?: string
  /**
   * The phone number of the buyer.
   */
  phone?: string
  /**
   * The full name of the buyer.
   */
  fullName?: string
  /**
   * The buyer's first name. First and last name are sent as the full name when Full Name has no value.
   */
  firstName?: string
  /**
   * The buyer's last name. First and last name are sent as the full name when Full Name has no value.
   */
  lastName?: string
  /**
   * What the order costs: a plain decimal number, such as 149.90. Any other value is left out, and the Revenue is used.
   */
  totalOrderValue?: string
  /**
   * The value of the order if Total Order Value is not a plain decimal number. If this is not a plain decimal number either, it is left out.
   */
  revenue?: string
  /**
   * How the order is paid.
   */
  payment_method?: string
  /**
   * The event's is_active flag. Wigzo's own plugins always send true.
   */
  is_active?: boolean
  /**
   * Where the call comes from: "app" or "web". You can also map the name of a Segment library: mobile libraries count as "app", everything else as "web".
   */
  source?: string
}
