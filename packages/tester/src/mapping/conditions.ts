import type { Condition, Conditions } from '@partner-destinations/server/wire'
import type { Json } from '../json/json'

/** What conditions look at. */
export interface Known {
  /** The value of a field; undefined when it has none. */
  valueOf: (key: string) => Json | undefined
  syncMode: string | undefined
}

/** Whether conditions hold. Without a `match`, all of them have to. */
export function doHold({ match = 'all', conditions }: Conditions, known: Known): boolean {
  const holds = (condition: Condition) => isMet(condition, known)
  return match === 'any' ? conditions.some(holds) : conditions.every(holds)
}

function isMet(condition: Condition, { valueOf, syncMode }: Known): boolean {
  const { operator, value: wanted } = condition
  const value = condition.type === 'syncMode' ? syncMode : valueOf(condition.fieldKey)
  const isEmpty = value === undefined || value === null || value === ''
  // Without a value, the condition asks whether there is any.
  const isEqual = wanted === undefined ? isEmpty : [wanted].flat().some((one) => isSame(one, value))
  return operator === 'is' ? isEqual : !isEqual
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What conditions look at, in words: `Operation, Sync mode`. */
export function subjectsOf({ conditions }: Conditions, labelOf: (key: string) => string): string {
  const subjects = conditions.map((one) => (one.type === 'syncMode' ? 'the sync mode' : labelOf(one.fieldKey)))
  return [...new Set(subjects)].join(', ')
}
