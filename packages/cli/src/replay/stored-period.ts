import { BacklogFullError } from '@partner-destinations/delivery'
import type { Replay } from '@partner-destinations/delivery'
import type { ReplayAccess } from './access'
import { Pace } from './pace'
import type { StoringOptions } from './storing'

/** How events of the store are replayed. */
export interface PeriodOptions extends Pick<StoringOptions, 'stop' | 'rate' | 'onFull'> {
  access: Pick<ReplayAccess, 'isRunning' | 'advance'>
  /** Is told where the replay is. */
  onStored: (replay: Replay) => void
}

/**
 * Replays events that the store holds, up to the last one, or until Ctrl+C is pressed.
 * @returns the replay as it is then
 * @throws BadInputError if it can't go on, with what to do
 */
export async function storePeriod(started: Replay, options: PeriodOptions): Promise<Replay> {
  const { access, stop, rate, onStored, onFull } = options
  const pace = new Pace(stop, rate)
  let replay = started
  let { most } = pace
  while (replay.state !== 'stored' && (await pace.wait(0))) {
    try {
      const before = replay.records.accepted
      replay = await access.advance(replay.id, most)
      pace.count(replay.records.accepted - before)
      onStored(replay)
      most = pace.most
    } catch (error) {
      if (!(error instanceof BacklogFullError)) throw error
      onFull(replay)
      if (!(await pace.waitForRoom(error, access))) break
      most = Math.max(1, Math.floor(most / 2))
    }
  }
  return replay
}
