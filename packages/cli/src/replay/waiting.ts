import { setTimeout as sleep } from 'node:timers/promises'
import type { Replay } from '@partner-destinations/delivery'
import type { ReplayAccess } from './access'
import type { Stop } from './pace'
import { isSettled } from './summary'

/** Milliseconds between two looks at a replay. */
const apart = 500

/**
 * Waits until all deliveries of a replay are settled, or Ctrl+C is pressed.
 * @param onLook is told where the replay is
 * @returns the replay as it is then
 */
export async function waitUntilSettled(
  { id }: Replay,
  access: Pick<ReplayAccess, 'get'>,
  stop: Stop,
  onLook: (replay: Replay) => void
): Promise<Replay> {
  for (;;) {
    const replay = await access.get(id)
    onLook(replay)
    if (isSettled(replay) || stop.isAsked) return replay
    await stop.untilAsked(sleep(apart))
  }
}
