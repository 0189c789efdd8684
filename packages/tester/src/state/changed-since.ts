import type { TesterCall } from '../server/server'
import { currentCall } from './current-call'
import type { Entered } from './state'

/** What a person has changed since a call was made; undefined if the same call would be made again. */
export function changedSince(
  made: TesterCall,
  state: Entered
): 'event' | 'action' | 'settings' | 'mapping' | undefined {
  const now = currentCall(state)
  if (!now || !isSame(now.payload, made.payload)) return 'event'
  if (now.action !== made.action) return 'action'
  if (!isSame(now.mapping, made.mapping)) return 'mapping'
  return isSame(now.settings, made.settings) ? undefined : 'settings'
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
