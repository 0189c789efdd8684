import { quantile } from '../statistics'

/** How long deliveries took, in milliseconds. */
export class Latencies {
  private figures: number[] = []

  add(latencyMs: number): void {
    this.figures.push(latencyMs)
  }

  /** The time within which a part of them was delivered; undefined if there were none. Forgets them. */
  take(part: number): number | undefined {
    // Sorting numbers as such takes a fraction of the time of a comparison for each.
    const sorted = Array.from(Float64Array.from(this.figures).sort())
    this.figures = []
    return sorted.length === 0 ? undefined : quantile(sorted, part)
  }
}
