/** What Wishpond's script puts on the page: the two calls that Wishpond publishes. */
export interface Tracker {
  identify(userId: string, attributes: Record<string, unknown>): void
  track(event: string, properties: Record<string, unknown>): void
}

/** `window.Wishpond`: the page gives it the two keys, the script adds the tracker. */
export interface Wishpond {
  merchantId?: string
  /** Wishpond's name for the Tracking Key. */
  writeKey?: string
  Tracker: Tracker
}
