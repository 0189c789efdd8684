/** What Wishpond's script adds to the page: the two calls that Wishpond publishes. */
export interface Tracker {
  identify(userId: string, attributes: Record<string, unknown>): void
  track(event: string, properties: Record<string, unknown>): void
}

/** `window.Wishpond`: the page sets the two keys, and the script adds the tracker. */
export interface Wishpond {
  merchantId?: string
  /** Wishpond's name for the Tracking Key. */
  writeKey?: string
  Tracker: Tracker
}
