import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../clock'
import type { Pause } from '../store/store'
import type { DestinationWork } from './destination-work'

/** What to do about pauses that other processes have stored. */
interface Follower {
  hold(work: DestinationWork, pause: Pause): void
  resumed(work: DestinationWork): void
}

/** Follows the pauses of a store that other processes pause and resume destinations in too. */
export class SharedPauses {
  /** The pauses of this process as they were at the last look. */
  private seen = new Map<string, Pause | undefined>()

  constructor(private readonly follower: Follower, private readonly clock: Clock) {}

  /**
   * Takes over what has changed in the store. What this process has changed since the last look may not be stored yet, so
   * it stays until the next one.
   * @param read the store's pauses
   */
  async look(works: DestinationWork[], read: () => Promise<Record<string, Pause>>): Promise<void> {
    const before = new Map(works.map((work) => [work, work.pause]))
    const stored = await read()
    const now = this.clock()
    for (const [work, own] of before) {
      // A pause that is over is not in the store any more. Nobody has resumed the destination.
      if (!work.isPaused(now) && own) continue
      const { name } = work.of
      const isSettled = this.seen.has(name) && this.seen.get(name) === own && work.pause === own
      if (isSettled && !isDeepStrictEqual(own, stored[name])) this.take(work, stored[name])
    }
    this.seen = new Map(works.map((work) => [work.of.name, work.pause]))
  }

  private take(work: DestinationWork, pause: Pause | undefined): void {
    work.pause = undefined
    if (pause) this.follower.hold(work, pause)
    else this.follower.resumed(work)
  }
}
