import type { Send } from './contestants'
import type { Counts, VendorServer } from './vendor-server'

/** What one event takes. */
export interface EventCost {
  /** Microseconds of the process, user and system. */
  cpu: number
  perSecond: number
  requests: number
  bodyBytes: number
  wireBytes: number
}

/** Sends so many events, `inFlight` at a time. */
export async function sendMany(send: Send, events: number, inFlight: number): Promise<void> {
  let left = events
  const sendOn = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: inFlight }, sendOn))
}

/**
 * Sends events and reads what they took. Garbage of before is collected first, so that nobody pays for another's.
 *
 * @throws what `send` throws: an event that is not delivered ends the measurement
 */
export async function measure(send: Send, server: VendorServer, events: number, inFlight: number): Promise<EventCost> {
  if (!global.gc) throw new Error('Run node with --expose-gc.')
  global.gc()
  const before = await server.counts()
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  await sendMany(send, events, inFlight)
  const milliseconds = performance.now() - start
  const { user, system } = process.cpuUsage(cpuBefore)
  return costOf(events, user + system, milliseconds, before, await server.counts())
}

/**
 * What one of several events takes.
 *
 * @param cpu microseconds of all of them
 * @param before what the vendors' server had counted before them, and `after` them
 */
export function costOf(events: number, cpu: number, milliseconds: number, before: Counts, after: Counts): EventCost {
  return {
    cpu: cpu / events,
    perSecond: (events / milliseconds) * 1000,
    requests: (after.requests - before.requests) / events,
    bodyBytes: (after.bodyBytes - before.bodyBytes) / events,
    wireBytes: (after.wireBytes - before.wireBytes) / events
  }
}
