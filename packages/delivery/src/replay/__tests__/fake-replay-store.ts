import type { Operation } from '../../store/failures'
import type { NewReplay, Replay, ReplayBatch, ReplayStore, StoredEvent } from '../../store/replays'
import { BacklogFullError } from '../../store/store'
import type { Counts, NewEvent } from '../../store/store'

const nothing: Counts = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

/** Keeps replays in memory. Nothing is delivered from it. */
export class FakeReplayStore implements ReplayStore {
  readonly all: Replay[] = []
  readonly stored: NewEvent[] = []
  readonly operations: Omit<Operation, 'id' | 'at'>[] = []
  /** Live events. */
  live: StoredEvent[] = []
  /** It takes nothing more. */
  isFull = false

  async startReplay(replay: NewReplay, again: boolean) {
    const earlier = [...this.all].reverse().find(({ identity }) => identity === replay.identity)
    if (earlier && !(again && earlier.state === 'stored')) return { replay: earlier, isNew: false }
    const started: Replay = {
      ...replay,
      id: this.all.length + 1,
      state: 'storing',
      startedAt: 0,
      position: { file: 0, record: 0, bytes: 0 },
      records: { accepted: 0, duplicates: 0, skipped: 0, bad: 0 },
      counts: nothing
    }
    this.all.push(started)
    return { replay: started, isNew: true }
  }

  async storeReplayed(id: number, { at, events, skipped, bad, next, isLast }: ReplayBatch) {
    if (this.isFull) throw new BacklogFullError(20)
    const before = await this.replay(id)
    if (!before || JSON.stringify(before.position) !== JSON.stringify(at)) return before
    const known = new Set(this.stored.map(({ messageId }) => messageId))
    const fresh = events.filter(({ messageId }) => !known.has(messageId))
    this.stored.push(...fresh)
    const { records } = before
    const after: Replay = {
      ...before,
      position: next,
      state: isLast ? 'stored' : 'storing',
      records: {
        accepted: records.accepted + fresh.length,
        duplicates: records.duplicates + events.length - fresh.length,
        skipped: records.skipped + skipped,
        bad: records.bad + bad
      }
    }
    this.all[id - 1] = after
    return after
  }

  async replay(id: number): Promise<Replay | undefined> {
    return this.all[id - 1]
  }

  async replays() {
    return [...this.all].reverse()
  }

  async storedEvents(
    after: number,
    limit: number,
    { from = -Infinity, to = Infinity }: { from?: number; to?: number }
  ) {
    const found = this.live.filter(({ id, receivedAt }) => id > after && receivedAt >= from && receivedAt < to)
    const events = found.slice(0, limit)
    return { events, ...(found.length > limit && { next: events[limit - 1].id }) }
  }

  async logOperation(operation: Omit<Operation, 'id' | 'at'>) {
    return this.operations.push(operation)
  }
}
