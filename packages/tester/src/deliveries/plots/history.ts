import type { History, HistorySeries } from '@partner-destinations/delivery/wire'

/** The most buckets that are shown: an hour. */
const most = 360

/**
 * The history with newer buckets in it.
 * @param newer takes the place of all that begins at the same time or later
 */
export function merged(old: History | undefined, newer: History): History {
  const { bucketMs } = newer
  const end = newer.from + newer.buckets * bucketMs
  const from = Math.max(Math.min(old?.from ?? newer.from, newer.from), end - most * bucketMs)
  const buckets = Math.round((end - from) / bucketMs)
  const names = new Set([...Object.keys(old?.series ?? {}), ...Object.keys(newer.series)])
  const before = Math.round((newer.from - from) / bucketMs)
  const series = Array.from(names, (name) => {
    const older = padded(old?.series[name], old, from, before)
    return [name, joined(older, padded(newer.series[name], newer, newer.from, newer.buckets))] as const
  })
  return { bucketMs, from, buckets, series: Object.fromEntries(series) }
}

const fields = ['delivered', 'failed', 'filtered', 'retries', 'p95Ms', 'backlog'] as const

/** What stands for a bucket in which nothing happened. */
const nothing = { delivered: 0, failed: 0, filtered: 0, retries: 0, p95Ms: null, backlog: null }

/** So many buckets of a series from a time on; those that it lacks are empty. */
function padded(series: HistorySeries | undefined, of: History | undefined, from: number, count: number) {
  const skipped = of ? Math.round((from - of.from) / of.bucketMs) : 0
  const values = (field: typeof fields[number]) => {
    return Array.from({ length: count }, (_, index) => series?.[field][skipped + index] ?? nothing[field])
  }
  return Object.fromEntries(fields.map((field) => [field, values(field)])) as unknown as HistorySeries
}

function joined(one: HistorySeries, other: HistorySeries): HistorySeries {
  const both = fields.map((field) => [field, [...one[field], ...other[field]]])
  return Object.fromEntries(both) as HistorySeries
}

/** The fewest buckets that are plotted: ten minutes. */
const fewest = 60

/** The history from when something happened first, so that the beginning of an hour isn't an empty plot. */
export function fromFirst(history: History): History {
  const { bucketMs, from, buckets, series } = history
  const isEmpty = (place: number) => {
    return Object.values(series).every((one) => fields.every((field) => !one[field][place]))
  }
  let skipped = 0
  while (buckets - skipped > fewest && isEmpty(skipped)) skipped++
  const left = Object.entries(series).map(([name, one]) => {
    return [name, Object.fromEntries(fields.map((field) => [field, one[field].slice(skipped)]))] as const
  })
  return {
    bucketMs,
    from: from + skipped * bucketMs,
    buckets: buckets - skipped,
    series: Object.fromEntries(left) as unknown as History['series']
  }
}

/** Adds destinations up. Of their latencies it takes that of the slowest one. */
export function summed(history: History, names: string[]): HistorySeries {
  const all = names.flatMap((name) => (Object.hasOwn(history.series, name) ? [history.series[name]] : []))
  const places = Array.from({ length: history.buckets }, (_, place) => place)
  const sum = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
  }
  const at = (field: typeof fields[number], place: number) => all.map((series) => series[field][place])
  const counts = (field: 'delivered' | 'failed' | 'filtered' | 'retries') => {
    return places.map((place) => sum(at(field, place)) ?? 0)
  }
  return {
    delivered: counts('delivered'),
    failed: counts('failed'),
    filtered: counts('filtered'),
    retries: counts('retries'),
    p95Ms: places.map((place) => {
      const known = at('p95Ms', place).filter((value) => value !== null)
      return known.length === 0 ? null : Math.max(...known)
    }),
    backlog: places.map((place) => sum(at('backlog', place)))
  }
}

/** The beginnings of the buckets, in seconds since 1970. */
export function times({ from, buckets, bucketMs }: History): number[] {
  return Array.from({ length: buckets }, (_, index) => (from + index * bucketMs) / 1000)
}

/** All of a list of counts. */
export function total(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
