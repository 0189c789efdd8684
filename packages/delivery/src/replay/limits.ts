/** The most events of a replay that are stored at a time. */
export const maxReplayedEvents = 500

/** The most bytes of events that a command sends at a time. */
export const maxSentBytes = 4 * 1024 * 1024

/** A request with events of a replay: what commands send, with what is around it. */
export const maxReplayBodyBytes = 2 * maxSentBytes
