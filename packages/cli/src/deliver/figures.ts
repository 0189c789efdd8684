/** What the live line shows. All but `pending` since the process started. */
export interface Figures {
  received: number
  delivered: number
  failed: number
  filtered: number
  pending: number
}

/** The metrics that they are sums of. */
const names: Record<keyof Figures, string> = {
  received: 'delivery_received_total',
  delivered: 'delivery_delivered_total',
  failed: 'delivery_failed_total',
  filtered: 'delivery_filtered_total',
  pending: 'delivery_pending'
}

/**
 * Adds the figures up.
 * @param metrics in Prometheus' text format
 */
export function figuresIn(metrics: string): Figures {
  const sum = (name: string) =>
    [...metrics.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0
    )
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, sum(name)])) as unknown as Figures
}

/** Samples in which the rate is measured, so that it doesn't jump. */
const samples = 5

/** Writes the live line. */
export class LiveLine {
  private readonly past: { delivered: number; at: number }[] = []

  /** @param at when the figures were so, in milliseconds */
  describe({ received, delivered, failed, filtered, pending }: Figures, at: number): string {
    this.past.push({ delivered, at })
    if (this.past.length > samples) this.past.shift()
    const [first] = this.past
    const rate = at > first.at ? Math.round(((delivered - first.delivered) * 1000) / (at - first.at)) : 0
    return `received ${received}, delivered ${delivered}, failed ${failed}, filtered ${filtered}, pending ${pending}, ${rate}/s`
  }
}
