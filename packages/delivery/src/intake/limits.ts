/** Segment counts kilobytes of 1,024 bytes, as its libraries do when they divide events into batches. */
const kB = 1024

/**
 * An event, after the context of its batch was merged into it.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size
 */
export const maxEventBytes = 32 * kB

/** A request of the Tracking API with a batch, unpacked. Source: as above. */
export const maxBatchBytes = 500 * kB

/** The events of one request. Source: as above. */
export const maxEvents = 2500

/**
 * A batch with its context and integrations merged into each event. Libraries send some 100 events with 1 kB of context;
 * without a limit, 500 kB could become 80 MB.
 */
export const maxMergedBytes = 4096 * kB

/** An event of Segment's Webhooks destination. Segment adds fields to the 32 kB that it was sent. */
export const maxWebhookEventBytes = 64 * kB

/** A request of Segment's Webhooks destination, unpacked. Destinations set up to 4,000,000 bytes for their batches. */
export const maxWebhookBytes = 4096 * kB

/** @see https://segment.com/docs/connections/spec/common/ */
export const maxMessageIdLength = 100

/** The levels of an event. Destinations walk through events with functions that call themselves on each level. */
export const maxDepth = 100

/** What is kept of each field of an event that is too large or too deep, in characters. */
export const maxExcerptLength = 200

/** All header lines and the request line. This is Node's default: a cookie and a token fit. */
export const maxHeaderBytes = 16 * kB

/** Header lines; Node ignores further ones. Browsers send some 20. */
export const maxHeaders = 100

/** For the header of a request to arrive. */
export const headersTimeoutMs = 10_000

/** For a whole request to arrive. Segment's libraries give up after 10 s, its Webhooks destination after 5 s. */
export const requestTimeoutMs = 30_000

/** For the next request on a connection. Load balancers keep theirs for 60 s, and must be the first to close them. */
export const keepAliveTimeoutMs = 65_000

/** Connections at a time. An idle one takes some 10 kB, so all of them take 40 MB. */
export const maxConnections = 4000

/**
 * The bodies of all requests that are being read or written to the store, unpacked. What is parsed takes some five times
 * as much memory.
 */
export const maxHeldBytes = 32 * kB * kB

/** What is still read of a body that was refused, so that the client gets to read the answer. */
export const maxIgnoredBytes = 8192 * kB

/**
 * `Retry-After` while the backlog is full or the store cannot write: until vendors take events again, or somebody makes
 * space. With their defaults, Segment's library for Node then keeps its events for 23 minutes, and the one for browsers
 * for 10.
 */
export const standstillRetrySeconds = 60

/** `Retry-After` while the process stops, or has too many bodies in its memory: both last for seconds. */
export const briefRetrySeconds = 5

/** How often a log line of one kind is written at most. */
export const logIntervalMs = 10_000
