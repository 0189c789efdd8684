import type { Call } from '../server/server'
import { currentCall } from './current-call'
import type { Entered } from './state'

/** What of a call a person has changed since it was made; undefined when it would be made the same way again. */
export function changedSince(made: Call, state: Entered): 'event' | 'action' | 'settings' | 'mapping' | undefined {
  const now = currentCall(state)
  if (!now || !isSame(now.payload, made.payload)) return 'event'
  if (now.action !== made.action) return 'action'
  if (!isSame(now.mapping, made.mapping)) return 'mapping'
  return isSame(now.settings, made.settings) ? undefined : 'settings'
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
