import { workerPolicy } from '@partner-destinations/delivery/worker/policy'
import type { RateLimit } from '@partner-destinations/delivery'
import { marginMs } from '@partner-destinations/delivery/machine/request-ring'

/** Events a second that one core or thread manages. @param cpu microseconds an event @param busy the planned part */
export function perSecondOf(cpu: number, busy: number): number {
  return (busy * 1e6) / cpu
}

/** How many cores some events take, rounded up. @param cpu microseconds an event @param busy the planned part */
export function coresFor(perSecond: number, cpu: number, busy: number): number {
  return Math.max(1, Math.ceil(perSecond / perSecondOf(cpu, busy)))
}

/** How many deliveries are in flight at a time: Little's law. */
export function inFlightOf(perSecond: number, answerMs: number): number {
  return (perSecond * answerMs) / 1000
}

/**
 * The wait that only this part of all events exceeds. It is a multiple of the time that serving an event takes. This is the
 * formula of a queue with one server, random arrivals and exponential service times (M/M/1).
 * @param busy the part of its time for which the server is busy
 */
export function waitExceededBy(part: number, busy: number): number {
  return Math.max(0, Math.log(busy / part) / (1 - busy))
}

/** How long it takes to catch up after a stop. The unit is that of `stopped`. */
export function recoveryAfter(stopped: number, arriving: number, capacity: number): number {
  return (stopped * arriving) / (capacity - arriving)
}

/** Requests a second that a rate limit allows, with the margin that delivery keeps. */
export function allowedBy({ requests, windowMs }: RateLimit): number {
  return (requests * 1000) / (windowMs + marginMs(windowMs))
}

/**
 * How many requests a vendor gets from one process while it is down. The first ones show that it is. Then there is one after
 * each pause. The pauses double up to the longest one.
 */
export function probesIn(outageMs: number): number {
  const { outageAfter, firstPauseMs, maxPauseMs } = workerPolicy
  let probes = 0
  for (let time = firstPauseMs; time <= outageMs; probes++) {
    time += Math.min(firstPauseMs * 2 ** (probes + 1), maxPauseMs)
  }
  return outageAfter + probes
}
