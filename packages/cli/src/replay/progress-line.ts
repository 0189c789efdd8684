import type { Replay } from '@partner-destinations/delivery'
import { Progress } from '../send/progress'
import type { Output } from '../send/progress'

/** How far something is, at a time. */
interface Sample {
  at: number
  done: number
}

/** How many samples the rate is an average of. */
const samples = 20

/** Milliseconds between two samples. */
const apart = 500

/** Says how far a replay is: what was done, how fast, and how long the rest takes. */
export class ReplayProgress {
  private readonly progress: Progress
  private past: Sample[] = []

  constructor(output: Output, private readonly now: () => number = () => performance.now()) {
    this.progress = new Progress(output, now)
  }

  /** The next figures are of another kind, so their rate is a new one. */
  begin(): void {
    this.past = []
  }

  /** @param bytes of the files that were looked at, of how many */
  look(bytes: number, of: number): void {
    this.progress.update(() => `Looking at the files: ${percent(bytes, of)}`)
  }

  /** What is stored. */
  store({ position, totalBytes, records }: Replay, isFull: boolean): void {
    const done = records.accepted + records.duplicates + records.skipped + records.bad
    const left = totalBytes === undefined ? undefined : this.left(position.bytes, totalBytes)
    const rate = this.rate(done)
    this.progress.update(() => {
      const part = totalBytes === undefined ? '' : `${percent(position.bytes, totalBytes)}, `
      const words = `Storing: ${part}${done} records, ${rate}/s${left === undefined ? '' : `, ${left} left`}`
      return isFull ? `${words}. The backlog is full: waiting for deliveries` : words
    })
  }

  /** What is delivered. */
  deliver({ counts }: Replay): void {
    const settled = counts.delivered + counts.filtered + counts.failed
    const all = settled + counts.pending + counts.inFlight
    const rate = this.rate(settled)
    this.progress.update(() => {
      const left = rate > 0 ? `, ${time((all - settled) / rate)} left` : ''
      return `Delivering: ${percent(settled, all)}, ${settled} of ${all} settled, ${
        counts.failed
      } failed, ${rate}/s${left}`
    })
  }

  /** What is rehearsed. */
  rehearse(events: number, bytes = 0, of?: number): void {
    const rate = this.rate(events)
    const part = of === undefined ? '' : `${percent(bytes, of)}, `
    this.progress.update(() => `Dry run: ${part}${events} events, ${rate}/s`)
  }

  clear(): void {
    this.progress.clear()
  }

  private started?: Sample

  /** The time that the rest takes, at the pace so far. */
  private left(done: number, of: number): string | undefined {
    this.started ??= { at: this.now(), done }
    const seconds = (this.now() - this.started.at) / 1000
    const pace = (done - this.started.done) / seconds
    return seconds > 0 && pace > 0 ? time((of - done) / pace) : undefined
  }

  /** A second, in the last seconds. */
  private rate(done: number): number {
    const at = this.now()
    const last = this.past[this.past.length - 1]
    if (!last || at - last.at >= apart) this.past = [...this.past, { at, done }].slice(-samples)
    const [first] = this.past
    return at > first.at ? Math.round(((done - first.done) * 1000) / (at - first.at)) : 0
  }
}

function percent(part: number, of: number): string {
  return `${of === 0 ? 100 : Math.floor((100 * part) / of)} %`
}

/** In the largest units that matter. */
export function time(seconds: number): string {
  const rounded = Math.ceil(seconds)
  if (rounded < 60) return `${rounded}s`
  if (rounded < 3600) return `${Math.floor(rounded / 60)}m ${rounded % 60}s`
  return `${Math.floor(rounded / 3600)}h ${Math.floor((rounded % 3600) / 60)}m`
}
