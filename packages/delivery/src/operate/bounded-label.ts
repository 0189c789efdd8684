/** Prometheus keeps a series for each value of a label, so a label that can take any value would grow without end. */
const mostValues = 100

/** Keeps the values of one label few: after the first hundred, all others are `other`. */
export class BoundedLabel {
  private readonly seen = new Set<string>()

  of(value: string): string {
    if (this.seen.has(value)) return value
    if (this.seen.size >= mostValues) return 'other'
    this.seen.add(value)
    return value
  }
}
