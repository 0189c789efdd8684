import { load } from '../contestant'
import { figures } from '../record'
import type { EngineResult, EngineResults } from '../results'

const spread = (median: number) => ({ median, low: median - 0.02, high: median + 0.01 })

const complete: EngineResult = {
  title: 'our store in PostgreSQL',
  versions: ['PostgreSQL 15.9'],
  acknowledges: 'on disk',
  perSecond: { single: 1234.4, many: 20_000, deliver: 10_000, ordered: 9_000 },
  toReference: { single: spread(0.5), many: spread(0.61), deliver: spread(0.72), ordered: spread(0.83) },
  keepsOrder: { whileDelivered: true, afterFailure: false },
  inWindow: 20,
  memory: 150 * 1024 ** 2
}

const incomplete: EngineResult = {
  title: 'BullMQ',
  versions: ['bullmq 6.7.0', 'Redis 7.0.15'],
  acknowledges: 'before fsync',
  perSecond: { single: 1000, many: 3000, deliver: 4000 },
  toReference: { single: spread(0.1), many: spread(0.2), deliver: spread(0.3) },
  memory: 1600 * 1024 ** 2
}

const results: EngineResults = {
  machine: { processor: 'Some CPU', cores: 2, memory: 16, system: 'Linux 6.1', node: 'v22.0.0' },
  rounds: 5,
  load,
  eventBytes: 812,
  limit: { requests: 20, windowMs: 1000 },
  engines: [complete, incomplete],
  leftOut: [{ title: 'JetStream', reason: 'nats-server is not installed.' }]
}

const lines = figures(results).split('\n')

test.each([
  '| our store in PostgreSQL (PostgreSQL 15.9) | 0.50 (0.48–0.51), 1,234/s | 0.61 (0.59–0.62), 20,000/s | 0.72 (0.70–0.73), 10,000/s | 0.83 (0.81–0.84), 9,000/s |',
  '| BullMQ (bullmq 6.7.0, Redis 7.0.15) | 0.10 (0.08–0.11), 1,000/s | 0.20 (0.18–0.21), 3,000/s | 0.30 (0.28–0.31), 4,000/s | – |',
  '| our store in PostgreSQL | on disk | holds | broken | 20 in a window | 150 MiB |',
  '| BullMQ | before fsync | not offered | not offered | not offered | 1,600 MiB |',
  'Left out: JetStream. nats-server is not installed.'
])('shows %s', (line) => {
  expect(lines).toContain(line)
})
