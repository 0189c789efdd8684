// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The Segment user ID, or the anonymous ID when there is no user ID. Wigzo knows users by a version-4 UUID: a UUID is sent as it is, and any other ID as a UUID that is derived from it and never changes.
   */
  userId: string
  /**
   * The URL of the page.
   */
  canonicalUrl?: string
  /**
   * The name of the page call; without a name, the page's title.
   */
  title?: string
  /**
   * All properties of the page, such as url, title and path.
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
