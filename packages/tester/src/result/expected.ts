import type { Step } from '@partner-destinations/runner/wire'
import { isCallError, isExchange } from '../server/server'
import { isGood } from './units'
import { isFailed } from './verdict'

/**
 * Says why an answer that looks like a failure is expected: the destination went on after it, or didn't fail.
 * @param steps what happened to the event
 * @param place the place of the exchange among the steps
 * @returns undefined if the answer is good, or made the event fail
 */
export function whyExpected(steps: Step[], place: number): string | undefined {
  const exchange = steps[place]
  if (!isExchange(exchange) || exchange.response === null || isGood(exchange)) return undefined
  const results = steps.flatMap((step) => ('multistatus' in step ? step.multistatus : []))
  // In a batch, the next request may be about another event.
  if (results.some(isFailed)) return undefined
  const { statusCode } = exchange.response
  if (steps.slice(place + 1).some(isExchange)) {
    return `Expected: this destination handles a ${statusCode} here. It went on with the next request instead of failing.`
  }
  if (steps.some(isCallError)) return undefined
  return `Expected: this destination does not treat a ${statusCode} here as a failure.`
}
