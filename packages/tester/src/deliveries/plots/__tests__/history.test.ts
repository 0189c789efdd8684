import type { History } from '@partner-destinations/delivery/wire'
import { fromFirst, merged, summed, times, total } from '../history'

const start = 1_800_000_000_000

function seriesOf(delivered: number[], p95Ms: (number | null)[] = delivered.map(() => null)) {
  const zeros = delivered.map(() => 0)
  const nulls = delivered.map(() => null)
  return { delivered, failed: zeros, filtered: zeros, retries: zeros, p95Ms, backlog: nulls }
}

function historyOf(from: number, buckets: number, series: History['series']): History {
  return { bucketMs: 10_000, from: start + from * 10_000, buckets, series }
}

describe('newer buckets', () => {
  it('are the first ones', () => {
    const newer = historyOf(0, 2, { acme: seriesOf([1, 2]) })
    expect(merged(undefined, newer)).toEqual(newer)
  })

  it('take the place of those from the same time on', () => {
    const old = historyOf(0, 3, { acme: seriesOf([1, 2, 3]) })
    expect(merged(old, historyOf(2, 2, { acme: seriesOf([5, 1]) }))).toEqual(
      historyOf(0, 4, { acme: seriesOf([1, 2, 5, 1]) })
    )
  })

  it('can be of a destination that is new, or lack one', () => {
    const old = historyOf(0, 2, { acme: seriesOf([1, 2]) })
    expect(merged(old, historyOf(1, 2, { other: seriesOf([4, 5]) }))).toEqual(
      historyOf(0, 3, { acme: seriesOf([1, 0, 0]), other: seriesOf([0, 4, 5]) })
    )
  })

  it('leave a gap if some were missed', () => {
    const old = historyOf(0, 1, { acme: seriesOf([1]) })
    expect(merged(old, historyOf(3, 1, { acme: seriesOf([4]) }))).toEqual(
      historyOf(0, 4, { acme: seriesOf([1, 0, 0, 4]) })
    )
  })

  it('push out what is older than an hour', () => {
    const old = historyOf(0, 360, { acme: seriesOf(Array.from({ length: 360 }, (_, index) => index)) })
    const next = merged(old, historyOf(359, 2, { acme: seriesOf([1000, 2000]) }))
    expect(next).toMatchObject({ from: start + 10_000, buckets: 360 })
    expect(next.series.acme.delivered.slice(0, 2)).toEqual([1, 2])
    expect(next.series.acme.delivered.slice(-3)).toEqual([358, 1000, 2000])
  })

  it('are all there is after a restart that took longer than an hour', () => {
    const old = historyOf(0, 2, { acme: seriesOf([1, 2]) })
    const newer = historyOf(1000, 360, { acme: seriesOf(Array<number>(360).fill(7)) })
    expect(merged(old, newer)).toEqual(newer)
  })
})

describe('the beginning of a plot', () => {
  const zeros = Array<number>(360).fill(0)

  it.each([
    ['is where something happened first', 100, 260],
    ['is an hour ago at most', 0, 360],
    ['is ten minutes ago at least', 350, 60],
    ['is ten minutes ago if nothing happened', undefined, 60]
  ])('%s', (_what, place, buckets) => {
    const delivered = zeros.map((_, index) => (index === place ? 5 : 0))
    const plotted = fromFirst(historyOf(0, 360, { acme: seriesOf(delivered), other: seriesOf(zeros) }))
    expect(plotted).toMatchObject({ buckets, from: start + (360 - buckets) * 10_000 })
    expect(plotted.series.acme.delivered).toEqual(delivered.slice(360 - buckets))
    expect(plotted.series.other.p95Ms).toHaveLength(buckets)
  })
})

describe('the sum of destinations', () => {
  const history = historyOf(0, 2, {
    acme: { ...seriesOf([1, 2], [80, null]), backlog: [null, 4] },
    other: { ...seriesOf([10, 20], [700, null]), backlog: [null, 3] }
  })

  it('adds counts and backlogs, and takes the latency of the slowest', () => {
    expect(summed(history, ['acme', 'other'])).toMatchObject({
      delivered: [11, 22],
      p95Ms: [700, null],
      backlog: [null, 7]
    })
  })

  it('is of the given ones only', () => {
    expect(summed(history, ['acme'])).toMatchObject({ delivered: [1, 2], p95Ms: [80, null] })
    expect(summed(history, ['nothing', 'toString'])).toMatchObject({ delivered: [0, 0], backlog: [null, null] })
  })

  it('has a time for each bucket', () => {
    expect(times(history)).toEqual([1_800_000_000, 1_800_000_010])
    expect(total([1, 2, 3])).toBe(6)
  })
})
