// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Your own identifier for the user. Wishpond makes or updates the lead with this identifier; a user without one can't be identified.
   */
  userId: string
  /**
   * The lead's attributes. `createdAt`, `updatedAt`, `firstName`, `lastName`, `phoneNumber` and `leadScore` are sent in Wishpond's spelling (`created_at`, `updated_at`, `first_name`, `last_name`, `phone_number`, `lead_score`); all others are sent as they are.
   */
  attributes?: {
    [k: string]: unknown
  }
}
