import type { Verdict } from './verdict'

/** Events that failed, or were skipped, for the same reason. */
export interface Group {
  kind: 'failed' | 'skipped'
  /** The reason of the first one. */
  reason: string
  /** Whether the other reasons differ from it, but only in values. */
  isVaried: boolean
  /** The places of the events. */
  places: number[]
}

/** Counts the results of events. Groups those that were not sent by their reasons. */
export class Tally {
  readonly counts = { done: 0, failed: 0, skipped: 0 }
  private readonly byReason = new Map<string, Group>()

  add(place: number, verdict: Verdict): void {
    this.counts[verdict.kind]++
    if (verdict.kind === 'done') return
    const { kind, reason } = verdict
    const key = `${kind} ${withoutValues(reason)}`
    const group = this.byReason.get(key) ?? { kind, reason, isVaried: false, places: [] }
    this.byReason.set(key, group)
    group.places.push(place)
    group.isVaried ||= group.reason !== reason
  }

  get total(): number {
    const { done, failed, skipped } = this.counts
    return done + failed + skipped
  }

  /** The groups of a kind, largest first. */
  groups(kind: Group['kind']): Group[] {
    const groups = [...this.byReason.values()].filter((group) => group.kind === kind)
    return groups.sort((a, b) => b.places.length - a.places.length)
  }
}

/** A reason without the parts that differ between events: shown values, addresses and numbers. */
function withoutValues(reason: string): string {
  return reason
    .replace(/(the text |the track event )"(?:[^"\\]|\\.)*"/g, '$1…')
    .replace(/\S+@\S+/g, '…')
    .replace(/\d+/g, '…')
}
