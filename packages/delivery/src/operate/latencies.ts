/** The lowest latency that is told apart, and by how much each further bound is larger. */
const lowestMs = 1
const growth = 1.2
/** The 4 hours for which a delivery is retried, and more. */
const highestMs = 24 * 3_600_000
const cells = Math.ceil(Math.log(highestMs / lowestMs) / Math.log(growth)) + 1

/** How long deliveries took, as a histogram of a fixed size: a percentile of it is at most a fifth too large. */
export class Latencies {
  private readonly counts = new Uint32Array(cells)

  add(ms: number): void {
    const cell = Math.ceil(Math.log(Math.max(ms, lowestMs) / lowestMs) / Math.log(growth))
    this.counts[Math.min(cell, cells - 1)]++
  }

  /** Adds what others have counted. */
  addAll(others: Latencies): void {
    for (let cell = 0; cell < cells; cell++) this.counts[cell] += others.counts[cell]
  }

  /** The milliseconds within which 95 % of the deliveries arrived; undefined if there were none. */
  get p95Ms(): number | undefined {
    const total = this.counts.reduce((sum, count) => sum + count, 0)
    if (total === 0) return undefined
    let left = Math.ceil(total * 0.95)
    const cell = this.counts.findIndex((count) => (left -= count) <= 0)
    return Math.round(lowestMs * growth ** cell)
  }
}
