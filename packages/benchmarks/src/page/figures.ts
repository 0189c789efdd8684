import type { Machine } from '../machine'
import type { Spread } from '../statistics'

/** `1234.5` as `1,235`. */
export function whole(figure: number): string {
  // Plus 0, because -0 has a sign.
  return (Math.round(figure) + 0).toLocaleString('en-US')
}

/** A ratio and the range of the middle half of its rounds, such as `1.04 (1.02–1.07)`. */
export function ratio({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
}

/** A part as `2.1 %`. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`
}

/** Bytes as MiB. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`
}

/** Milliseconds as seconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

/** Hours as `1 h 25 min`. */
export function hoursAndMinutes(hours: number): string {
  const minutes = Math.round(hours * 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** The sentence that goes with absolute figures. */
export function measuredOn({ processor, cores, memory, system, node }: Machine): string {
  return `Measured on ${cores} cores of ${processor}, ${memory} GiB of memory, ${system}, Node ${node}.`
}

/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
