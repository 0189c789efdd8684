import { isCallError, isExchange } from '../server/types'
import type { Step } from '../server/types'

/** What became of a call, in a word and in a sentence. */
export interface Verdict {
  state: 'good' | 'bad' | 'neutral'
  title: string
}

export function verdictOf(steps: Step[]): Verdict {
  const failedEvents = steps.flatMap((step) => ('multistatus' in step ? step.multistatus : [])).filter(isFailed)
  const errors = steps.filter(isCallError).length + failedEvents.length
  const requests = steps.filter(isExchange).length
  const count = requests === 1 ? '1 request' : `${requests} requests`
  if (errors > 0) return { state: 'bad', title: `Failed after ${count}` }
  if (requests === 0) return { state: 'neutral', title: 'Nothing was sent' }
  return { state: 'good', title: `Delivered with ${count}` }
}

export function isFailed({ status }: { status: number }): boolean {
  return status >= 400
}
