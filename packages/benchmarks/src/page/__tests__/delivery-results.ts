import type { DeliveryMemoryResults } from '../../delivery-memory/results'
import type { DeliveryCaseResults, DeliveryResults } from '../../delivery/results'

/** Invented, so that figures are easy to compute by hand. */
export const machine = { processor: 'Some CPU', cores: 2, memory: 16, system: 'Linux 6.1', node: 'v22.0.0' }
const MB = 1024 ** 2

export const spread = (median: number) => ({ median, low: median - 0.01, high: median + 0.02 })

function result(name: string, delivery: number, whole: number, toBare: number): DeliveryCaseResults {
  return {
    name,
    protocol: 'https',
    bodyBytes: 200,
    wireBytes: 450,
    cpu: { onEvent: 700, bare: 100, delivery: 300, whole: 350 },
    perSecond: { onEvent: 1400, bare: 9000, delivery: 3000, whole: 2500 },
    mainThread: 40,
    faster: { delivery: spread(delivery), whole: spread(whole) },
    toBare: spread(toBare)
  }
}

export const delivery: DeliveryResults = {
  machine,
  rounds: 12,
  events: 1000,
  inFlight: 16,
  perRequest: 100,
  cases: [result('Good one', 2, 1.6, 4), result('Costly one', 1.99, 1.59, 4.01)],
  intake: {
    toStore: spread(0.59),
    perSecond: { intake: 29_500, store: 50_000 },
    cpu: { intake: 40, store: 20 }
  },
  store: {
    perSecond: { accept: 50_000, claimAndSettle: 30_000 },
    cpu: { accept: 20, claimAndSettle: 30 },
    bytes: 1000,
    bodyBytes: 775
  },
  threads: [
    // Nothing but the threads has work, so two could do twice as much as one.
    { name: 'alone', perSecond: { one: 1000, two: 1690 }, toOne: spread(1.69), cpu: { engine: 900, vendor: 0 } },
    // The cores can do 4,000 events a second, which is 1.6 times as many as one thread; 85 % of that is 1.36.
    { name: 'together', perSecond: { one: 2500, two: 3400 }, toOne: spread(1.36), cpu: { engine: 400, vendor: 100 } }
  ]
}

export const deliveryMemory: DeliveryMemoryResults = {
  machine,
  readings: [
    { delivered: 100_000, waiting: 0, heap: 40 * MB, rss: 200 * MB },
    { delivered: 2_000_000, waiting: 0, heap: 41 * MB, rss: 215 * MB },
    { delivered: 2_000_000, waiting: 1_000_000, heap: 40.5 * MB, rss: 212 * MB }
  ],
  startMs: 1500
}
