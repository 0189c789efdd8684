import type { RateLimit } from '@partner-destinations/delivery'
import { Fleet } from '../chaos/fleet'
import { hosts } from '../chaos/unreliable-vendor'
import { ArrivalsVendor } from './arrivals-vendor'
import { sendEvents } from './send-events'

const workers = 4

export interface LimitProofOptions {
  /** The URL of an empty database. */
  store: string
  /** A folder for logs. */
  folder: string
  rateLimit: RateLimit
  /** How many windows the requests need. */
  windows: number
}

/** What a run showed. */
export interface LimitProof {
  /** The most requests that the vendor got in any window, by its own clock. */
  mostInWindow: number
  /** Requests that the vendor got. */
  requests: number
  /** How long it took from the first request to the last one, in windows. */
  windows: number
  /** Requests of each worker. */
  byWorker: number[]
}

/**
 * Has four workers that have just started deliver to one destination with a rate limit. It notes when each request arrives,
 * from the first one on.
 */
export async function proveLimit({ store, folder, rateLimit, windows }: LimitProofOptions): Promise<LimitProof> {
  const vendor = await new ArrivalsVendor([hosts.wishpond]).start()
  const sandbox = { port: vendor.port, hosts: vendor.hosts }
  let fleet: Fleet | undefined
  try {
    fleet = await Fleet.start(
      { intake: 1, worker: workers },
      folder,
      { store, sandbox, destinations: ['wishpond'], rateLimit, threads: 1 },
      Math.random
    )
    const requests = rateLimit.requests * windows
    await sendEvents(
      fleet.ports[0],
      Array.from({ length: requests }, (_none, index) => ({ event: `Limited ${index}`, userId: `user-${index}` }))
    )
    await fleet.awake.untilSettled()
    const times = vendor.arrivals.map(({ at }) => at).sort((a, b) => a - b)
    return {
      mostInWindow: mostInWindow(times, rateLimit.windowMs),
      requests: times.length,
      windows: (times[times.length - 1] - times[0]) / rateLimit.windowMs,
      byWorker: await fleet.requestsByWorker()
    }
  } finally {
    await fleet?.kill()
    vendor.stop()
  }
}

/**
 * The most requests in any window.
 * @param times in their order
 */
export function mostInWindow(times: number[], windowMs: number): number {
  let most = 0
  let first = 0
  for (const [index, time] of times.entries()) {
    while (times[first] <= time - windowMs) first++
    most = Math.max(most, index - first + 1)
  }
  return most
}
