/** The constants of the workers. Milliseconds, unless said otherwise. */
export interface WorkerPolicy {
  /** How long a lease of the store lasts: as in its `StoreOptions`. */
  leaseMs: number
  /** The longest pause after a delivery's first attempt. It doubles with each further one. */
  firstBackoffMs: number
  /** The longest pause between two attempts. */
  maxBackoffMs: number
  /** The longest time of an attempt. Waiting for the rate limit doesn't count. */
  attemptMs: number
  /** A thread that does not respond for so long is ended. */
  stallMs: number
  /** The same for a thread that loads a destination. */
  loadMs: number
  /** The heap of a thread, in MiB. A destination that needs more ends its thread, and not the process. */
  threadHeapMb: number
  /** The part of it for young objects. Node's own default for threads makes an event cost a tenth more. */
  threadYoungMb: number
  /** So many deliveries in a row without an answer, or with a 5xx, are an outage of the vendor. */
  outageAfter: number
  /** The first pause of an outage, or after a 429 that does not say how long to wait. It doubles each time. */
  firstPauseMs: number
  /** The longest of these pauses. */
  maxPauseMs: number
  /** The longest time that a vendor's `Retry-After` is obeyed for. */
  maxRetryAfterMs: number
  /** So many deliveries in a row with a 401 or 403 pause the destination until somebody resumes it. */
  authenticationAfter: number
  /** How long a batch waits for more events, while more are due. */
  batchWaitMs: number
  /** Of the deliveries that succeed, one in so many keeps its exchanges. */
  sampleEvery: number
  /** And at least one in this time. */
  sampleMs: number
  /** How long to wait when the store fails, before it is asked again. */
  storeRetryMs: number
  /** How often to look for what other processes did, in a store that they share. */
  sharedMs: number
}

export const workerPolicy: WorkerPolicy = {
  leaseMs: 30_000,
  firstBackoffMs: 1_000,
  maxBackoffMs: 300_000,
  attemptMs: 60_000,
  stallMs: 10_000,
  loadMs: 60_000,
  threadHeapMb: 512,
  threadYoungMb: 64,
  outageAfter: 5,
  firstPauseMs: 1_000,
  maxPauseMs: 60_000,
  maxRetryAfterMs: 24 * 3_600_000,
  authenticationAfter: 10,
  batchWaitMs: 100,
  sampleEvery: 100,
  sampleMs: 60_000,
  storeRetryMs: 1_000,
  sharedMs: 1_000
}
