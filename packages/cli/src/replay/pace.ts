import { setTimeout as sleep } from 'node:timers/promises'
import { maxReplayedEvents } from '@partner-destinations/delivery'
import type { BacklogFullError } from '@partner-destinations/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Interruption } from '../send/interruption'
import type { ReplayAccess } from './access'

/** Milliseconds until a full backlog is looked at again. */
const backlogPause = 1000

/** What can end a pause. */
export type Stop = Pick<Interruption, 'isAsked' | 'untilAsked'>

/** Stores no more events than a rate and the backlog allow. */
export class Pace {
  /** The most events to store at a time. */
  readonly most: number
  private readonly began = performance.now()
  private stored = 0

  /** @param rate events a second */
  constructor(private readonly stop: Stop, private readonly rate = Infinity) {
    // Twice a second, so that no vendor gets a second's events at once.
    this.most = Math.max(1, Math.min(maxReplayedEvents, Math.floor(rate / 2)))
  }

  /** Waits until so many events may be stored. False if Ctrl+C is pressed meanwhile. */
  async wait(events: number): Promise<boolean> {
    const due = this.began + ((this.stored + events) / this.rate) * 1000
    return this.pause(due - performance.now())
  }

  count(events: number): void {
    this.stored += events
  }

  /**
   * Waits for deliveries that make room in the backlog. False if Ctrl+C is pressed meanwhile.
   * @throws BadInputError if nothing delivers
   */
  async waitForRoom(
    { maxBacklog }: BacklogFullError,
    { isRunning }: Pick<ReplayAccess, 'isRunning'>
  ): Promise<boolean> {
    if (isRunning) return this.pause(backlogPause)
    throw new BadInputError(
      `The backlog is full: its limit ("maxBacklog") is ${maxBacklog} deliveries, and a part of it is kept for live events. Start deliver, and run the same command again: it goes on where it was.`
    )
  }

  private async pause(milliseconds: number): Promise<boolean> {
    if (milliseconds > 0) await this.stop.untilAsked(sleep(milliseconds))
    return !this.stop.isAsked
  }
}
