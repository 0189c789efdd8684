const MILLISECONDS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A whole number above zero and a unit. Six digits are more than anybody waits, and no number overflows. */
export const durationPattern = /^[1-9]\d{0,5}[smhd]$/

/** The milliseconds of a duration such as `60s`, `15m`, `4h` or `7d`, which matches the pattern. */
export function millisecondsOf(duration: string): number {
  const unit = duration.slice(-1) as keyof typeof MILLISECONDS
  return Number(duration.slice(0, -1)) * MILLISECONDS[unit]
}
