import { History } from '../history'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]
/** A whole number of buckets since 1970. */
const start = 1_800_000_000_000

function begin() {
  const time = { now: start }
  return { time, history: new History(() => time.now) }
}

const counts = (pending: number, inFlight: number) => ({ pending, inFlight, delivered: 0, filtered: 0, failed: 0 })

it('counts what becomes of deliveries in buckets of ten seconds, by destination', () => {
  const { time, history } = begin()
  history.settled('acme', 'delivered')
  history.settled('acme', 'delivered')
  history.settled('acme', 'retry')
  history.settled('other', 'failed')
  time.now = start + 9_999
  history.settled('acme', 'failed')
  time.now = start + 10_000
  history.settled('acme', 'filtered')
  time.now = start + 20_000
  expect(history.since(start)).toEqual({
    bucketMs: 10_000,
    from: start,
    buckets: 3,
    series: {
      acme: {
        delivered: [2, 0, 0],
        failed: [1, 0, 0],
        filtered: [0, 1, 0],
        retries: [1, 0, 0],
        p95Ms: [null, null, null],
        backlog: [null, null, null]
      },
      other: expect.objectContaining({ delivered: [0, 0, 0], failed: [1, 0, 0] })
    }
  })
})

it('knows how long deliveries took, and how much waits', () => {
  const { time, history } = begin()
  history.latency('acme', 0.001)
  history.look({ acme: counts(7, 2) })
  time.now = start + 10 * second
  history.look({ acme: counts(3, 0) })
  history.look({ acme: counts(0, 0) })
  expect(history.since(start).series.acme).toMatchObject({ p95Ms: [1, null], backlog: [9, 0] })
})

it.each([
  ['all that is kept', undefined, start - hour + 10 * second, 360],
  ['what is older than an hour', start - 5 * hour, start - hour + 10 * second, 360],
  ['a minute', start - minute, start - minute, 7],
  ['within a bucket', start - 5 * second, start - 10 * second, 2],
  ['the future', start + minute, start, 1]
])('tells the buckets from a time on: %s', (_what, since, from, buckets) => {
  const { history } = begin()
  history.settled('acme', 'delivered')
  const told = history.since(since)
  expect(told).toMatchObject({ from, buckets })
  expect(told.series.acme.delivered).toHaveLength(buckets)
  expect(told.series.acme.delivered[buckets - 1]).toBe(1)
})

it('sums up the last hour', () => {
  const { time, history } = begin()
  history.settled('acme', 'retry')
  history.latency('acme', 5)
  time.now = start + 30 * minute
  history.settled('acme', 'retry')
  expect(history.lately('acme')).toEqual({ retries: 2, p95Ms: expect.any(Number) })
  time.now = start + hour
  expect(history.lately('acme')).toEqual({ retries: 1, p95Ms: undefined })
  expect(history.lately('nothing')).toEqual({ retries: 0 })
})

it('forgets what is older than an hour, and a destination of which nothing is left', () => {
  const { time, history } = begin()
  history.settled('removed', 'failed')
  history.settled('acme', 'failed')
  time.now = start + hour
  history.look({ acme: counts(1, 0) })
  const { series } = history.since()
  expect(Object.keys(series)).toEqual(['acme'])
  expect(series.acme.failed.every((count) => count === 0)).toBe(true)
})

it('keeps no more than an hour of a destination that is never looked at', () => {
  const { time, history } = begin()
  for (; time.now < start + 3 * hour; time.now += 10 * second) history.settled('acme', 'retry')
  time.now -= 10 * second
  expect(history.lately('acme').retries).toBe(360)
  expect(JSON.stringify(history.since(start)).length).toBeLessThan(20_000)
})

it('goes on when the clock is set back', () => {
  const { time, history } = begin()
  history.settled('acme', 'failed')
  time.now = start - 2 * hour
  history.settled('acme', 'delivered')
  expect(history.since().series.acme.delivered[359]).toBe(1)
  time.now = start
  expect(history.since(start).series.acme).toMatchObject({ failed: [0], delivered: [0] })
})
