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

/** What hears of each delivery. */
export interface Listeners {
  report: Report
  tally: Tally
  failedOut?: FailedOut
  /** Called after each delivery. */
  onProgress: () => void
}

/** Where the sending ended before its end: the place of the last event that was sent. */
export interface Stopped {
  after: number | undefined
}

/**
 * Sends deliveries one after the other; one that fails does not keep the others from being sent.
 * @param send makes the call
 * @returns where it ended, when Ctrl+C was pressed
 * @throws BadCallError of the first call, which was not made: no other would be
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
  // The place is said beside the reason, which others may share.
  const reason = result instanceof BadInputError ? message.replace(name, 'The line') : message
  return places.map(() => ({ kind: 'failed', reason }))
}
