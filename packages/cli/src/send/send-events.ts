import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '@partner-destinations/runner'
import type { Outcome } from '@partner-destinations/runner/wire'
import { deliveriesOfLines, deliveriesOfPayload } from './deliveries'
import type { Delivery } from './deliveries'
import { FailedOut } from './failed-out'
import { interruptedCode, Interruption } from './interruption'
import { print } from './print'
import { Progress } from './progress'
import type { Events } from './read-events'
import { reportLines, reportLinesAsJson, reportNothing, reportWhole } from './report'
import type { Report } from './report'
import { sendAll } from './send-all'
import type { Stopped } from './send-all'
import { explain, totals } from './summary'
import type { Wording } from './summary'
import { Tally } from './tally'

/** If there are more events than this, the output for a person is a summary. */
const few = 10

/** The width of an output that is not a terminal. */
const plainWidth = 120

export interface Sending {
  events: Events
  /** The name of the input, as in the errors of `readEvents`. */
  source: string
  definition: Definition
  /** The key of an action, `event` or `delete`. */
  action: string
  /** Makes the call. */
  send: (payload: JSONObject | JSONObject[]) => Promise<Outcome>
  /** How much of the input was used, from 0 to 1, if that can be known. */
  progress: () => number | undefined
}

export interface Output {
  /** Print JSON with everything that happened, for any number of events. */
  asJson: boolean
  /** Only show the requests, and send nothing. */
  isDryRun: boolean
  /** The file for the events that fail. */
  failedOut?: string
  /** Writes a line to standard output. */
  log: (text: string) => void
  /** Writes a line to standard error. */
  logToStderr: (text: string) => void
}

/**
 * Sends events and prints the results: everything for one or a few events, a summary for many.
 * @returns the exit code: 0, 1 if an event failed, 130 after Ctrl+C
 * @throws BadInputError if the input or the file for failed events can't be used
 * @throws BadCallError if no event can be sent, for example with wrong settings
 */
export async function sendEvents(sending: Sending, output: Output): Promise<number> {
  const { events } = sending
  const { isMany, deliveries } = await lookAhead(sending)
  const failedOut = output.failedOut === undefined ? undefined : FailedOut.create(output.failedOut, formOf(events))
  const isShort = isMany && !output.asJson
  const words: Wording = { places: formOf(events), done: doneWord(output.isDryRun, isShort) }
  const report = reportFor(events, isShort, output)
  const tally = new Tally()
  const progress = new Progress(process.stderr)
  const interruption = new Interruption()
  const onProgress = () => {
    if (isShort) progress.update(() => `${percentDone(sending, tally)}${totals(tally, words)}`)
  }
  let stopped: Stopped | undefined
  try {
    stopped = await sendAll(deliveries, sending.send, { report, tally, failedOut, onProgress }, interruption)
  } finally {
    interruption.close()
    progress.clear()
    failedOut?.close()
  }
  report.end()
  const say = output.asJson ? output.logToStderr : output.log
  const hasSummary = events.kind === 'lines' || isMany
  if (hasSummary) explain(tally, words, process.stdout.columns || plainWidth).forEach(say)
  if (isShort) say('To see the requests and the answers of each event, add --json.')
  if (failedOut && tally.counts.failed > 0) {
    say(`The events that failed are in ${failedOut.file}. To send them again, use it with --event.`)
  }
  if (stopped) say(whereStopped(stopped, sending, tally))
  if (hasSummary) say(totals(tally, words))
  if (stopped) return interruptedCode
  return tally.counts.failed > 0 ? 1 : 0
}

/** Whether there are many events. The first few show it. */
async function lookAhead({ events, source, definition, action }: Sending) {
  if (events.kind === 'one') {
    const { payload } = events
    const isMany = Array.isArray(payload) && payload.length > few
    return { isMany, deliveries: deliveriesOfPayload(source, definition, action, payload) }
  }
  const rest = deliveriesOfLines(source, events.lines)
  const first: Delivery[] = []
  while (first.length <= few) {
    const next = await rest.next()
    if (next.done) break
    first.push(next.value)
  }
  return { isMany: first.length > few, deliveries: concat(first, rest) }
}

async function* concat<T>(first: T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* first
  yield* rest
}

function formOf(events: Events): 'lines' | 'list' {
  return events.kind === 'one' && Array.isArray(events.payload) ? 'list' : 'lines'
}

function reportFor(events: Events, isShort: boolean, { asJson, isDryRun, log }: Output): Report {
  if (isShort) return reportNothing
  const forPerson = (outcome: Outcome) => print(outcome, isDryRun)
  if (events.kind === 'one') return reportWhole(log, asJson ? JSON.stringify : forPerson)
  return asJson ? reportLinesAsJson(log) : reportLines(log, forPerson)
}

function doneWord(isDryRun: boolean, isShort: boolean): Wording['done'] {
  if (!isDryRun) return 'sent'
  return isShort ? 'would be sent' : 'shown'
}

function percentDone({ events, progress }: Sending, tally: Tally): string {
  const isList = events.kind === 'one' && Array.isArray(events.payload)
  const part = isList ? tally.total / (events.payload as JSONObject[]).length : progress()
  return part === undefined ? '' : `${Math.floor(100 * part)} %, `
}

function whereStopped({ after }: Stopped, { events, source }: Sending, tally: Tally): string {
  if (events.kind === 'one') {
    const count = Array.isArray(events.payload) ? events.payload.length : 1
    return `Stopped: ${count - tally.total} events were not sent.`
  }
  return `Stopped after line ${after ?? 0} of ${source}. The lines after it were not sent.`
}
