import type { Step } from '@partner-destinations/runner/wire'
import type { Mark } from '../many/grouped'
import { counted } from '../many/counted'
import { isCallError, isExchange, isUnanswered } from '../server/server'

/** What became of a call, in a word and in a sentence. */
export interface Verdict {
  state: Mark
  title: string
}

export function verdictOf(steps: Step[]): Verdict {
  const failedEvents = steps.flatMap((step) => ('multistatus' in step ? step.multistatus : [])).filter(isFailed)
  const errors = steps.filter(isCallError)
  const count = counted(steps.filter(isExchange).length, 'request')
  if (failedEvents.length === 0 && errors.length > 0 && errors.every(isUnanswered)) {
    return { state: 'neutral', title: 'Refused by the sandbox' }
  }
  if (failedEvents.length + errors.length > 0) return { state: 'bad', title: `Failed after ${count}` }
  if (!steps.some(isExchange)) return { state: 'neutral', title: 'Nothing was sent' }
  return { state: 'good', title: `Delivered with ${count}` }
}

export function isFailed({ status }: { status: number }): boolean {
  return status >= 400
}
