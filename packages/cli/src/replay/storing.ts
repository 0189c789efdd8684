import { BacklogFullError, maxSentBytes } from '@partner-destinations/delivery'
import type { Replay } from '@partner-destinations/delivery'
import type { ReplayAccess, SentEvent } from './access'
import { isAfter } from './entries'
import type { Entry } from './entries'
import type { FailedOut } from './failed-out'
import { Pace } from './pace'
import type { Stop } from './pace'

/** How records are stored. */
export interface StoringOptions {
  access: Pick<ReplayAccess, 'isRunning' | 'add'>
  stop: Stop
  /** Events a second. */
  rate?: number
  failedOut?: Pick<FailedOut, 'add'>
  /** Is told of records that the store has, and of where the replay is then. */
  onStored: (records: Entry[], replay: Replay) => void
  /** Is told that deliver takes no more events before others are delivered. */
  onFull: (replay: Replay) => void
}

/** Stores the records of files in batches. While one is stored, the next is read. */
export class Storing {
  private isFinished = false
  private readonly pace: Pace

  /** @param replay where to go on */
  constructor(private replay: Replay, private readonly options: StoringOptions) {
    this.pace = new Pace(options.stop, options.rate)
  }

  /**
   * Stores records up to the last one, or until Ctrl+C is pressed: then what it has begun to store is stored.
   * @param entries the records after the replay's position
   * @returns the replay as it is then
   * @throws BadInputError if it can't go on, with what to do
   */
  async store(entries: AsyncIterable<Entry>): Promise<Replay> {
    const { stop } = this.options
    let batch: Entry[] = []
    let length = 0
    let storing: Promise<void> = Promise.resolve()
    for await (const entry of entries) {
      batch.push(entry)
      if (entry.kind === 'event') length += entry.text.length
      // A character has three bytes at most, and the body of a request has room for that.
      if (batch.length < this.pace.most && length < maxSentBytes / 2) continue
      await storing
      if (stop.isAsked) return this.replay
      storing = this.storeAll(batch, false)
      storing.catch(() => undefined) // the next round throws it
      batch = []
      length = 0
    }
    await storing
    if (!stop.isAsked) await this.storeAll(batch, true)
    return this.replay
  }

  private async storeAll(entries: Entry[], areLast: boolean): Promise<void> {
    const { access, onFull } = this.options
    let rest = entries
    let { most } = this.pace
    while (rest.length > 0 || (areLast && !this.isFinished)) {
      const part = rest.slice(0, most)
      if (!(await this.pace.wait(part.length))) return
      try {
        await this.storePart(part, areLast && part.length === rest.length)
        most = this.pace.most
      } catch (error) {
        if (!(error instanceof BacklogFullError)) throw error
        onFull(this.replay)
        if (!(await this.pace.waitForRoom(error, access))) return
        most = Math.max(1, Math.floor(part.length / 2))
      }
      // If an answer got lost, or another command goes on with this replay, the store has more than was sent here.
      rest = rest.filter(({ next }) => isAfter(next, this.replay.position))
    }
  }

  private async storePart(part: Entry[], isLast: boolean): Promise<void> {
    const { access, failedOut, onStored } = this.options
    const { id, position: at, records } = this.replay
    const bad = part.flatMap((entry) => (entry.kind === 'bad' ? [entry.raw] : []))
    const events = part.flatMap((entry) => (entry.kind === 'event' ? [this.sentEvent(entry)] : []))
    const next = part.length > 0 ? part[part.length - 1].next : at
    failedOut?.add(bad, records.bad)
    const skipped = part.length - bad.length - events.length
    this.replay = await access.add(id, { at, events, skipped, bad: bad.length, next, isLast })
    this.pace.count(events.length)
    this.isFinished = this.replay.state === 'stored'
    const stored = part.filter((entry) => !isAfter(entry.next, this.replay.position))
    onStored(stored, this.replay)
  }

  /** An event without a message id gets one that is the same whenever its files are read. */
  private sentEvent({ event, text, next: { file, record } }: Entry & { kind: 'event' }): SentEvent {
    if (typeof event.messageId === 'string') return { body: event, text }
    return { messageId: `replay-${this.replay.identity.slice(0, 12)}-${file}-${record}`, body: event, text }
  }
}
