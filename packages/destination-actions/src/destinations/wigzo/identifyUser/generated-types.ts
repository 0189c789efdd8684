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
   * The Segment user ID itself. It is left out for anonymous users, and when it is a placeholder such as 0, null or anonymous.
   */
  customer_id?: string
  /**
   * The user's email address.
   */
  email?: string
  /**
   * The user's phone number.
   */
  phone?: string
  /**
   * The user's full name.
   */
  fullName?: string
  /**
   * The user's first name.
   */
  firstName?: string
  /**
   * The user's last name.
   */
  lastName?: string
  /**
   * The city of the user's address.
   */
  city?: string
  /**
   * The state or region of the user's address.
   */
  state?: string
  /**
   * The country of the user's address.
   */
  country?: string
  /**
   * The country code of the user's address.
   */
  country_code?: string
  /**
   * The postal code of the user's address.
   */
  postal_code?: string
  /**
   * When the user's account was created: an ISO 8601 date, in UTC unless it has an offset, or a Unix time. Anything else is left out.
   */
  createdAt?: string
  /**
   * When the user's account was last updated: an ISO 8601 date, in UTC unless it has an offset, or a Unix time. Anything else is left out.
   */
  updatedAt?: string
  /**
   * Whether the user is active. A user is inactive only if the value is false, no, n or 0, in upper or lower case.
   */
  is_active?: string
  /**
   * Where the call comes from: "app" or "web". You can also map the name of a Segment library: mobile libraries count as "app", everything else as "web".
   */
  source?: string
  /**
   * All traits of the user. Those without a field of their own, such as Engage's computed traits and audience memberships, are sent to Wigzo under their own names. The fields above win over traits of the same name.
   */
  traits?: {
    [k: string]: unknown
  }
}
