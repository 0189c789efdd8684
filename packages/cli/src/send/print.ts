import { isExchange, isUnanswered } from '@partner-destinations/runner/wire'
import type { CallError, Exchange, Outcome, Step } from '@partner-destinations/runner/wire'

/**
 * Everything that came of a call, for a person to read.
 * @param isDryRun whether the requests were not sent, and their answers mean nothing
 */
export function print({ payload, steps }: Outcome, isDryRun: boolean): string {
  const isMapped = Array.isArray(payload) ? payload.length > 0 : payload !== undefined
  return [
    ...(isMapped ? [heading('Mapped payload'), json(payload)] : []),
    ...steps.map((step) => printStep(step, isDryRun))
  ].join('\n')
}

function printStep(step: Step, isDryRun: boolean): string {
  const by = step.preset === undefined ? '' : ` (preset "${step.preset}", action ${String(step.action)})`
  if (isExchange(step)) return printExchange(step, by, isDryRun)
  if ('skipped' in step) return heading('Skipped') + `\n${step.skipped}`
  if ('multistatus' in step) {
    // The message of an event contains its problems already.
    const results = step.multistatus.map(({ problems: _problems, ...result }) => result)
    return heading('Results by event') + by + `\n${json(results)}`
  }
  return `${heading('Failed')}${by}\n${printError(step)}`
}

function printError(callError: CallError): string {
  const { statusCode, message, errorClass, retry, problems } = callError
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  if (isUnanswered(callError)) return text // Segment would never see this error
  const error = `${errorClass}, status ${statusCode}; Segment would ${retry ? '' : 'not '}retry it`
  return [error, ...(problems?.map((problem) => problem.message) ?? [text])].join('\n')
}

export function printExchange({ request, response, duration }: Exchange, by: string, isDryRun: boolean): string {
  const headers = Object.entries(request.headers).map(([key, value]) => `${key}: ${value}`)
  const answer = response
    ? `${response.statusCode} ${response.statusMessage} (${duration} ms)\n${body(response.body)}`
    : `none (${duration} ms)`
  return [
    heading('Request') + by,
    `${request.method} ${request.url}`,
    ...headers,
    ...(request.body === '' ? [] : ['', body(request.body)]),
    ...(isDryRun ? [heading('Not sent (--dry-run)')] : [heading('Answer'), answer])
  ].join('\n')
}

/** A body: indented if it is JSON, else unchanged. */
function body(value: unknown): string {
  if (typeof value !== 'string') return json(value)
  try {
    return json(JSON.parse(value))
  } catch {
    return value
  }
}

export function heading(text: string): string {
  return `── ${text}`
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? ''
}
