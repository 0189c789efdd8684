import { BadCallError } from '@partner-destinations/runner/bad-call'
import type { Outcome } from '@partner-destinations/runner/wire'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { Delivery } from './deliveries'
import type { FailedOut } from './failed-out'
import type { Interruption } from './interruption'
import type { Report } from './report'
import type { Tally } from './tally'
import { verdicts } from './verdict'
import type { Verdict } from './verdict'

/** Gets the result of each delivery. */
export interface Listeners {
  report: Report
  tally: Tally
  failedOut?: FailedOut
  /** Called after each delivery. */
  onProgress: () => void
}

/** Where the sending stopped early: the place of the last event that was sent. */
export interface Stopped {
  after: number | undefined
}

/**
 * Sends deliveries one after the other. If one fails, the others are still sent.
 * @param send makes the call
 * @returns where it stopped, if somebody pressed Ctrl+C
 * @throws BadCallError if the first call is wrong. It was not made, and the others would be wrong too
 */
export async function sendAll(
  deliveries: AsyncIterator<Delivery>,
  send: (payload: ReturnType<Delivery['payload']>) => Promise<Outcome>,
  { report, tally, failedOut, onProgress }: Listeners,
  interruption: Interruption
): Promise<Stopped | undefined> {
  let calls = 0
  let last: number | undefined
  for (;;) {
    const next = await interruption.untilAsked(deliveries.next())
    if (next === undefined) return { after: last }
    if (next.done) return undefined
    const delivery = next.value
    const result = await attempt(delivery)
    last = delivery.places[delivery.places.length - 1]
    report.add(delivery, result)
    for (const [index, verdict] of verdictsOf(result, delivery).entries()) {
      tally.add(delivery.places[index], verdict)
      if (verdict.kind === 'failed') failedOut?.add(delivery.text(index))
    }
    onProgress()
  }

  async function attempt(delivery: Delivery): Promise<Outcome | Error> {
    try {
      const payload = delivery.payload()
      const outcome = await interruption.untilInsisted(send(payload))
      calls++
      return outcome ?? new Error('Interrupted before the answer came. The vendor may have the event.')
    } catch (error) {
      if (error instanceof BadCallError && calls === 0) throw error
      return error as Error
    }
  }
}

function verdictsOf(result: Outcome | Error, { name, places }: Delivery): Verdict[] {
  if (!(result instanceof Error)) return verdicts(result, places.length)
  const { message } = result
  // The place is not part of the reason, because other events may have the same reason.
  const reason = result instanceof BadInputError ? message.replace(name, 'The line') : message
  return places.map(() => ({ kind: 'failed', reason }))
}
