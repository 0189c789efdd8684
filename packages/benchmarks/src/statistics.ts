/** The median of some figures, and the range of their middle half. */
export interface Spread {
  median: number
  low: number
  high: number
}

/** @throws RangeError when there are no figures */
export function spreadOf(figures: number[]): Spread {
  if (figures.length === 0) throw new RangeError('No figures.')
  const sorted = [...figures].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

/** The figure that a part of all does not exceed: between two figures, in proportion. */
export function quantile(sorted: number[], part: number): number {
  const position = (sorted.length - 1) * part
  const below = Math.floor(position)
  const above = Math.ceil(position)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below)
}

/** The ratios of two series of figures, pair by pair. */
export function ratios(ones: number[], others: number[]): number[] {
  return ones.map((one, index) => one / others[index])
}
