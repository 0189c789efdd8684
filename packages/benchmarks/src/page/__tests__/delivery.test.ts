import type { DeliveryMemoryResults } from '../../delivery-memory/results'
import type { DeliveryCaseResults, DeliveryResults } from '../../delivery/results'
import { page } from '../page'
import { scalePage } from '../scale-page'

const machine = { processor: 'Some CPU', cores: 2, memory: 16, system: 'Linux 6.1', node: 'v22.0.0' }
const MB = 1024 ** 2

const spread = (median: number) => ({ median, low: median - 0.01, high: median + 0.02 })

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

const delivery: DeliveryResults = {
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

const deliveryMemory: DeliveryMemoryResults = {
  machine,
  readings: [
    { delivered: 100_000, waiting: 0, heap: 40 * MB, rss: 200 * MB },
    { delivered: 2_000_000, waiting: 0, heap: 41 * MB, rss: 215 * MB },
    { delivered: 2_000_000, waiting: 1_000_000, heap: 40.5 * MB, rss: 212 * MB }
  ],
  startMs: 1500
}

const rows = (text: string) => text.split('\n').map((line) => line.replace(/ +/g, ' '))

describe('The section about delivery', () => {
  const lines = rows(page({ delivery }))

  it('shows in bold what misses a goal, not what just meets it', () => {
    expect(lines).toContain('| Good one, HTTPS | 2.00 (1.99–2.02) | 1.60 (1.59–1.62) | 4.00 (3.99–4.02) |')
    expect(lines).toContain(
      '| Costly one, HTTPS | **1.99 (1.98–2.01)** | **1.59 (1.58–1.61)** | **4.01 (4.00–4.03)** |'
    )
  })

  it('compares intake with the store alone', () => {
    expect(lines).toContain('| events/s | **0.59 (0.58–0.61)** | 29,500 | 50,000 |')
    expect(lines).toContain('| CPU per event | 2.00 | 40 | 20 |')
  })

  it('expects of two threads as much as the cores leave them', () => {
    expect(lines).toContain('| alone | **1.69 (1.68–1.71)** | 2.00 | 1,000 | 1,690 | 2,222 |')
    expect(lines).toContain('| together | 1.36 (1.35–1.38) | 1.60 | 2,500 | 3,400 | 4,000 |')
  })
})

it('The section about the memory of deliver says by how much it grew, and how long a start takes', () => {
  const text = page({ deliveryMemory })

  expect(text).toContain('| 2,000,000 | 1,000,000 | 40.5 MiB | 212.0 MiB |')
  expect(text).toContain('the heaps grew by at most 1.0 MiB, and the RSS by at most 15.0 MiB')
  expect(text).toContain('the engine was ready after 1.50 s')
})

describe('The page about scale', () => {
  const lines = rows(scalePage(delivery, deliveryMemory))

  it('divides what a thread can do at 70 % by what an event takes', () => {
    const text = lines.join('\n')
    // The main thread takes 40 µs, and the store's thread 50 µs.
    expect(text).toContain('1,000,000 µs × 0.7 ÷ 40 µs = 17,500 events a second')
    expect(text).toContain('1,000,000 µs × 0.7 ÷ 50 µs = 14,000 events a second')
    expect(text).toContain('ends at about 14,000 events a second')
  })

  it('says what loads need', () => {
    // 350 µs of CPU at 70 % are 0.05 cores, 5 and 500; a week of 1,000 bytes at 100 a second is 60.48 GB.
    expect(lines).toContain('| 100 | 1 | 1 | 60 GB | 41 |')
    expect(lines).toContain('| 10,000 | 5 | 1 | 6,048 GB | 780 |')
    expect(lines).toContain('| 1,000,000 | 500 | 72 | 604,800 GB | 77,980 |')
  })
})
