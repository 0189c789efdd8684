// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Email address of the affiliate. All affiliates with exactly this address are disabled.
   */
  email?: string
  /**
   * Refersion's code of the affiliate, as in the affiliate's links. It is used instead of Email. Never map a Segment user ID here.
   */
  affiliate_code?: string
  /**
   * Refersion's numeric ID of the affiliate. It is used instead of Affiliate Code and Email. Never map a Segment user ID here: it could be the ID of somebody else.
   */
  affiliate_id?: string
  /**
   * Whether Segment sends events in batches. Batches need fewer requests to Refersion.
   */
  enable_batching?: boolean
  /**
   * The maximum number of events in a batch.
   */
  batch_size?: number
}
