/** The median of some figures, and the range of their middle half. */
export interface Spread {
  median: number
  low: number
  high: number
}

/** @throws RangeError when there are no figures */
export function spreadOf(figures: number[]): Spread {
  if (figures.length === 0) throw new RangeError('No figures.')
  const [median, low, high] = quantiles(figures, [0.5, 0.25, 0.75])
  return { median, low, high }
}

/** For each part, the figure that this part of all figures does not exceed. */
export function quantiles(figures: number[], parts: number[]): number[] {
  // Sorting numbers as such takes a fraction of the time of a comparison for each.
  const sorted = Float64Array.from(figures).sort()
  return parts.map((part) => quantile(sorted, part))
}

/** Between two figures, in proportion. */
function quantile(sorted: Float64Array, part: number): number {
  const position = (sorted.length - 1) * part
  const below = Math.floor(position)
  const above = Math.ceil(position)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below)
}

/** The ratios of two series of figures, pair by pair. */
export function ratios(ones: number[], others: number[]): number[] {
  return ones.map((one, index) => one / others[index])
}
