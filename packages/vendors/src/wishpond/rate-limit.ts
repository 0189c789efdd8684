/** What Wishpond publishes: 100 requests a minute. How it counts them is not published. */
export const rateLimit = { requests: 100, windowMs: 60_000 }
