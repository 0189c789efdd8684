import type { Replay } from '@partner-destinations/delivery'
import { ReplayProgress, time } from '../progress-line'

const replay = (done: number, changes: Partial<Replay> = {}): Replay => ({
  id: 1,
  identity: 'i',
  title: 'e',
  source: 'shop',
  options: {},
  totalBytes: 1000,
  state: 'storing',
  startedAt: 0,
  position: { file: 0, record: done, bytes: done },
  records: { accepted: done - 30, duplicates: 10, skipped: 10, bad: 10 },
  counts: { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 },
  ...changes
})

let now: number
let written: string[]
function progress(isTTY: boolean) {
  now = 0
  written = []
  const output = { isTTY, columns: 200, write: (text: string) => written.push(text) }
  return new ReplayProgress(output, () => now)
}

it('shows on a terminal how far it is, how fast, and how long it takes', () => {
  const line = progress(true)
  line.store(replay(100), false)
  now = 1000
  line.store(replay(200), false)
  now = 2000
  line.store(replay(300), true)
  line.clear()
  expect(written).toEqual([
    '\rStoring: 20 %, 200 records, 100/s, 8s left\u001b[K',
    '\rStoring: 30 %, 300 records, 100/s, 7s left. The backlog is full: waiting for deliveries\u001b[K',
    '\r\u001b[K'
  ])
})

it('writes a plain line every five seconds elsewhere', () => {
  const line = progress(false)
  for (now = 0; now <= 11_000; now += 500) line.store(replay(100 + now / 20), false)
  line.clear()
  expect(written).toEqual([
    'Storing: 35 %, 350 records, 50/s, 13s left\n',
    'Storing: 60 %, 600 records, 50/s, 8s left\n'
  ])
})

it('shows no part and no time if the size is unknown', () => {
  const line = progress(true)
  line.store(replay(100, { totalBytes: undefined }), false)
  now = 1000
  line.store(replay(200, { totalBytes: undefined }), false)
  expect(written).toEqual(['\rStoring: 200 records, 100/s\u001b[K'])
})

it('shows what is delivered', () => {
  const counts = { pending: 500, inFlight: 0, delivered: 400, filtered: 50, failed: 50 }
  const line = progress(true)
  line.deliver(replay(1000, { counts: { ...counts, delivered: 300, pending: 600 } }))
  now = 1000
  line.deliver(replay(1000, { counts }))
  expect(written).toEqual(['\rDelivering: 50 %, 500 of 1000 settled, 50 failed, 100/s, 5s left\u001b[K'])
})

it('shows what is looked at, and rehearsed', () => {
  const line = progress(true)
  line.rehearse(0, 0, 100)
  now = 1000
  line.rehearse(50, 25, 100)
  now = 2000
  line.look(1, 3)
  now = 3000
  line.look(0, 0)
  expect(written).toEqual([
    '\rDry run: 25 %, 50 events, 50/s\u001b[K',
    '\rLooking at the files: 33 %\u001b[K',
    '\rLooking at the files: 100 %\u001b[K'
  ])
})

it.each([
  [0.2, '1s'],
  [59, '59s'],
  [60, '1m 0s'],
  [3599, '59m 59s'],
  [7260, '2h 1m']
])('%d seconds are %s', (seconds, expected) => {
  expect(time(seconds)).toBe(expected)
})
