import type { CallError, Exchange, Step } from '@partner-destinations/runner/wire'
import type { Mark } from '../many/grouped'
import { format } from '../json/json'
import { isCallError, isExchange, isUnanswered } from '../server/server'
import { counted } from '../many/counted'
import { isFailed } from './verdict'

/** What happened to one event, or one batch, in one action. */
export interface Unit {
  preset?: string
  /** Which event of a list it was, from 0; undefined for a batch, and for a single event. */
  event?: number
  steps: Step[]
  /** How many requests were made before it. */
  requestsBefore: number
}

/**
 * The units of a call.
 * @param isList whether a list of events was sent
 */
export function unitsOf(steps: Step[], isList: boolean): Unit[] {
  const units: Unit[] = []
  let requestsBefore = 0
  for (const step of steps) {
    const { preset } = step
    const event = eventOf(step)
    const current = units[units.length - 1]
    if (current && belongsTo(current, step, steps, isList)) current.steps.push(step)
    else units.push({ preset, event, steps: [step], requestsBefore })
    if (isExchange(step)) requestsBefore += 1
  }
  return units
}

/** Which event of a list a step is about; undefined when it is about several, and for a single event. */
function eventOf({ events = [] }: Step): number | undefined {
  return events.length === 1 ? events[0] : undefined
}

/** Whether a step is about the same event, or the same batch, as the unit before it. */
function belongsTo(unit: Unit, step: Step, steps: Step[], isList: boolean): boolean {
  const last = unit.steps[unit.steps.length - 1]
  // The results of a batch come after all its requests.
  if (unit.preset !== step.preset || unit.event !== eventOf(step) || 'multistatus' in last) return false
  if (!isList || eventOf(step) !== undefined || isOfBatch(steps, step)) return true
  // Without an event number, only this is known: an error belongs to the failed request just before it.
  return isCallError(step) && isExchange(last) && !isGood(last)
}

/** Whether a step that is about no single event is part of a batch. */
function isOfBatch(steps: Step[], { preset }: Step): boolean {
  return steps.some((step) => 'multistatus' in step && step.preset === preset)
}

/** What became of a unit. Units with the same mark have the same label. */
export function markOf({ steps }: Unit): { mark: Mark; label: string } {
  const error = steps.find(isCallError)
  if (error && isUnanswered(error)) return { mark: 'neutral', label: textOf(error) }
  if (error) return { mark: 'bad', label: error.problems ? textOf(error) : `${error.errorClass}: ${textOf(error)}` }
  const results = steps.flatMap((step) => ('multistatus' in step ? step.multistatus : []))
  const failed = results.filter(isFailed).length
  if (failed > 0) return { mark: 'bad', label: `${failed} of ${counted(results.length, 'event')} failed` }
  const skipped = steps.find((step) => 'skipped' in step)
  if (skipped) return { mark: 'neutral', label: skipped.skipped }
  const exchanges = steps.filter(isExchange)
  if (results.length > 0) {
    const requests = counted(exchanges.length, 'request')
    return { mark: 'good', label: `A batch of ${counted(results.length, 'event')} with ${requests}` }
  }
  const isRefused = exchanges.length === 1 && !isGood(exchanges[0])
  return { mark: isRefused ? 'neutral' : 'good', label: exchanges.map(inShort).join(', then ') }
}

/** Whether a request was answered, and not with an error. */
export function isGood({ response }: Exchange): boolean {
  return response !== null && response.statusCode < 400
}

/** An exchange in short: where it went, and how it was answered. */
export function inShort({ request, response, fault }: Exchange): string {
  const { host, pathname } = new URL(request.url)
  const answer = response ? `${response.statusCode} ${response.statusMessage}` : 'no answer'
  return `${request.method} ${host}${pathname}: ${answer}${fault === undefined ? '' : ` (${fault})`}`
}

/** The message of an error as text. */
export function textOf({ message }: Pick<CallError, 'message'>): string {
  return typeof message === 'string' ? message : format(message)
}
