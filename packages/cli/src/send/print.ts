import { isCallError, isExchange } from '../run/call'
import type { Exchange, Outcome, Step } from '../run/call'

/** Everything that came of a call, for a person to read. */
export function print(outcome: Outcome): string {
  const payload = outcome.payload === undefined ? [] : [heading('Mapped payload'), json(outcome.payload)]
  return [...payload, ...outcome.steps.map(printStep)].join('\n')
}

/** Whether a call did what it was to do: nothing failed, also no event of a batch. */
export function succeeded({ steps }: Outcome): boolean {
  return !steps.some(isCallError) && steps.every((step) => failedEvents(step).length === 0)
}

/** Whether nothing was to be done: no preset took the event. */
export function wasSkipped({ steps }: Outcome): boolean {
  return steps.length > 0 && steps.every((step) => 'skipped' in step)
}

function printStep(step: Step): string {
  const by = step.preset === undefined ? '' : ` (preset "${step.preset}", action ${String(step.action)})`
  if (isExchange(step)) return printExchange(step, by)
  if ('skipped' in step) return heading('Skipped') + `\n${step.skipped}`
  if ('multistatus' in step) return heading('Results by event') + by + `\n${json(step.multistatus)}`
  const retry = step.retry ? 'Segment would retry it' : 'Segment would not retry it'
  const message = typeof step.message === 'string' ? step.message : JSON.stringify(step.message)
  const fields = Object.entries(step.fields ?? {}).map(([field, text]) => `\n  ${field}: ${text}`)
  return `${heading('Failed')}${by}\n${step.errorClass}, status ${step.statusCode}; ${retry}\n${message}${fields.join(
    ''
  )}`
}

function printExchange({ request, response, duration }: Exchange, by: string): string {
  const headers = Object.entries(request.headers).map(([key, value]) => `${key}: ${value}`)
  const answer = response
    ? `${response.statusCode} ${response.statusMessage} (${duration} ms)\n${body(response.body)}`
    : `none (${duration} ms)`
  return [
    heading('Request') + by,
    `${request.method} ${request.url}`,
    ...headers,
    ...(request.body === '' ? [] : ['', body(request.body)]),
    heading('Answer'),
    answer
  ].join('\n')
}

/** A body as indented JSON where it is JSON, else as it came. */
function body(value: unknown): string {
  if (typeof value !== 'string') return json(value)
  try {
    return json(JSON.parse(value))
  } catch {
    return value
  }
}

function failedEvents(step: Step): unknown[] {
  if (!('multistatus' in step)) return []
  return step.multistatus.filter((result) => (result as { status: number }).status >= 400)
}

function heading(text: string): string {
  return `── ${text}`
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? ''
}
