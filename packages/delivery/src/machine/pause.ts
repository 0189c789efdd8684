import type { Pause } from '../store/store'

/** Which of two pauses of a destination holds: the longer one, and among those without an end the operator's. */
export function longerPause(current: Pause | undefined, added: Pause): Pause {
  if (!current) return added
  if (endOf(current) !== endOf(added)) return endOf(current) > endOf(added) ? current : added
  return current.by === 'operator' ? current : added
}

/** Whether a pause is over. */
export function isOver(pause: Pause, now: number): boolean {
  return endOf(pause) <= now
}

function endOf(pause: Pause): number {
  return pause.until ?? Infinity
}
