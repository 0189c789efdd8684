import { inWords } from '../many/counted'

const units: [name: string, ms: number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000]
]

/** A span of time in short: `12 s`, `3 min`, `2 h`. */
export function span(ms: number): string {
  const [name, size] = units.find(([, size]) => ms >= size) ?? ['s', 1000]
  return `${inWords(Math.floor(Math.max(ms, 0) / size))} ${name}`
}

/** How long something took: `85 ms`, `1.2 s`, `80 s`, `3 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  return span(ms)
}

const moment = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})

/** A point in time in the zone of the reader, such as `Nov 27, 09:30:00`. */
export function pointInTime(ms: number): string {
  return moment.format(ms)
}
