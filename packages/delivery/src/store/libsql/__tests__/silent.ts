import type { Observer } from '../../../observer'

/** An observer that counts nothing. */
export const silent: Observer = {
  received: () => undefined,
  settled: () => undefined,
  latency: () => undefined,
  limiterWait: () => undefined,
  stored: () => undefined,
  bypassedTransport: () => undefined,
  threadEnded: () => undefined
}
