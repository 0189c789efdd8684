import type { Clock } from '../clock'
import type { DeliveryState } from '../machine/delivery'
import type { Observer } from '../observer'
import type { Counts } from '../store/store'
import { Latencies } from './latencies'
import type { HistorySeries, History as ToldHistory } from './live-wire'

/** The length of a bucket. */
const bucketMs = 10_000

/** The buckets that are kept of each destination: those of the last hour. */
const mostBuckets = 360

/** What happened to a destination in some seconds. */
class Bucket {
  delivered = 0
  failed = 0
  filtered = 0
  retry = 0
  backlog?: number
  /** Only once something was delivered, so that an idle bucket is small. */
  latencies?: Latencies
}

/** By the number of the bucket since 1970, in the order of time. */
type Buckets = Map<number, Bucket>

/** Keeps what became of deliveries in the last hour, by destination, to be plotted. All of it is in memory. */
export class History implements Pick<Observer, 'settled' | 'latency'> {
  private readonly kept = new Map<string, Buckets>()

  constructor(private readonly clock: Clock) {}

  settled(destination: string, outcome: DeliveryState | 'retry'): void {
    if (outcome !== 'pending' && outcome !== 'inFlight') this.current(destination)[outcome]++
  }

  latency(destination: string, seconds: number): void {
    const bucket = this.current(destination)
    bucket.latencies ??= new Latencies()
    bucket.latencies.add(seconds * 1000)
  }

  /** Notes how much waits now. */
  look(counts: Record<string, Counts>): void {
    for (const [destination, { pending, inFlight }] of Object.entries(counts)) {
      this.current(destination).backlog = pending + inFlight
    }
    // A destination that was removed is forgotten after an hour.
    for (const [destination, buckets] of this.kept) {
      this.forget(buckets)
      if (buckets.size === 0) this.kept.delete(destination)
    }
  }

  /** The buckets from the one that a time is in, in milliseconds since 1970. Default: all of the last hour. */
  since(time = 0): ToldHistory {
    const now = this.numberNow()
    const first = Math.min(Math.max(Math.floor(time / bucketMs), this.oldestNumber()), now)
    const numbers = Array.from({ length: now - first + 1 }, (_, index) => first + index)
    const series = Array.from(this.kept, ([destination, buckets]) => {
      return [destination, seriesOf(numbers.map((number) => buckets.get(number)))] as const
    })
    return { bucketMs, buckets: numbers.length, from: first * bucketMs, series: Object.fromEntries(series) }
  }

  /** How a destination did in the last hour: its retries, and its P95 latency. */
  lately(destination: string): { retries: number; p95Ms?: number } {
    const buckets = this.kept.get(destination)
    if (!buckets) return { retries: 0 }
    this.forget(buckets)
    const latencies = new Latencies()
    let retries = 0
    for (const bucket of buckets.values()) {
      retries += bucket.retry
      if (bucket.latencies) latencies.addAll(bucket.latencies)
    }
    return { retries, p95Ms: latencies.p95Ms }
  }

  private current(destination: string): Bucket {
    let buckets = this.kept.get(destination)
    if (!buckets) this.kept.set(destination, (buckets = new Map<number, Bucket>()))
    const number = this.numberNow()
    let bucket = buckets.get(number)
    if (!bucket) {
      this.forget(buckets)
      buckets.set(number, (bucket = new Bucket()))
    }
    return bucket
  }

  /** Drops what is older than an hour; and what is of the future, because the clock was set back. */
  private forget(buckets: Buckets): void {
    const [oldest, now] = [this.oldestNumber(), this.numberNow()]
    for (const number of buckets.keys()) if (number < oldest || number > now) buckets.delete(number)
  }

  private numberNow(): number {
    return Math.floor(this.clock() / bucketMs)
  }

  private oldestNumber(): number {
    return this.numberNow() - mostBuckets + 1
  }
}

function seriesOf(buckets: (Bucket | undefined)[]): HistorySeries {
  return {
    delivered: buckets.map((bucket) => bucket?.delivered ?? 0),
    failed: buckets.map((bucket) => bucket?.failed ?? 0),
    filtered: buckets.map((bucket) => bucket?.filtered ?? 0),
    retries: buckets.map((bucket) => bucket?.retry ?? 0),
    p95Ms: buckets.map((bucket) => bucket?.latencies?.p95Ms ?? null),
    backlog: buckets.map((bucket) => bucket?.backlog ?? null)
  }
}
