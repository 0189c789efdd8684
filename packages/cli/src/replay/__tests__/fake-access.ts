import { BacklogFullError } from '@partner-destinations/delivery'
import type { Replay } from '@partner-destinations/delivery'
import type { SentRecords } from '../access'
import { beginning } from '../entries'

/** Keeps what is stored, as `Replays` does it with a store. */
export class FakeAccess {
  isRunning = true
  readonly stored: SentRecords['events'] = []
  readonly calls: number[] = []
  /** What is thrown in the place of the next answers. */
  readonly failures: 'full'[] = []
  /** More events at once are too many. */
  most = Infinity
  replay: Replay = {
    id: 1,
    identity: '0123456789abcdef',
    title: 'e',
    source: 'shop',
    options: {},
    totalBytes: 100,
    state: 'storing',
    startedAt: 0,
    position: beginning,
    records: { accepted: 0, duplicates: 0, skipped: 0, bad: 0 },
    counts: { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }
  }

  async add(_id: number, { at, events, skipped, bad, next, isLast }: SentRecords): Promise<Replay> {
    this.calls.push(events.length)
    const failure = events.length > this.most ? 'full' : this.failures.shift()
    if (failure === 'full') throw new BacklogFullError(100)
    const { position, records } = this.replay
    if (at.file !== position.file || at.record !== position.record) return this.replay
    this.stored.push(...events)
    this.replay = {
      ...this.replay,
      position: next,
      state: isLast ? 'stored' : 'storing',
      records: {
        ...records,
        accepted: records.accepted + events.length,
        skipped: records.skipped + skipped,
        bad: records.bad + bad
      }
    }
    return this.replay
  }
}
