/** The largest body, in bytes: a reason, a user's id, or a list of ids. */
export const maxBodyBytes = 16 * 1024

/** The largest body with a corrected event: it has 64 kB at most, and escaping its characters makes it longer. */
export const maxCorrectionBytes = 256 * 1024

/** For the header of a request to arrive. */
export const headersTimeoutMs = 10_000

/** For a whole request to arrive. */
export const requestTimeoutMs = 30_000

/** Connections at a time: some people, Prometheus, and commands. */
export const maxConnections = 500
