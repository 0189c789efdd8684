import { quantiles } from '../statistics'

/** How long deliveries took, in milliseconds. */
export class Latencies {
  private figures: number[] = []

  add(latencyMs: number): void {
    this.figures.push(latencyMs)
  }

  /** The time within which a part of them was delivered; undefined if there were none. Forgets them. */
  take(part: number): number | undefined {
    const { figures } = this
    this.figures = []
    return figures.length === 0 ? undefined : quantiles(figures, [part])[0]
  }
}
