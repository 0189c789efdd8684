/** The largest body, in bytes: a reason or a user's id. */
export const maxBodyBytes = 16 * 1024

/** For the header of a request to arrive. */
export const headersTimeoutMs = 10_000

/** For a whole request to arrive. */
export const requestTimeoutMs = 30_000

/** Connections at a time: some people, Prometheus, and commands. */
export const maxConnections = 500
