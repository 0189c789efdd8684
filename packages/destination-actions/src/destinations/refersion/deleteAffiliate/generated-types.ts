// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Email address of the affiliate. All affiliates with exactly this address are disabled.
   */
  email?: string
  /**
   * Refersion's code of the affiliate, as in the affiliate's links. It is taken instead of Email. Never map a Segment user ID here.
   */
  affiliate_code?: string
  /**
   * Refersion's numeric ID of the affiliate. It is taken instead of Affiliate Code and Email. Never map a Segment user ID here: it could be the ID of somebody else.
   */
  affiliate_id?: string
  /**
   * Whether Segment sends events to Refersion in batches, which takes fewer requests.
   */
  enable_batching?: boolean
  /**
   * How many events a batch has at most.
   */
  batch_size?: number
}
