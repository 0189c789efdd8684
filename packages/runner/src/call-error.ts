import { inspect } from 'node:util'
import { HTTPError } from '@segment/actions-core'
import type { CallError } from './wire'

/** The parts of the framework's many error classes that matter here. */
interface AnyError extends Error {
  status?: number
  code?: string
}

/** One entry of the error that the framework throws for a payload or for settings that its schema refuses. */
export interface FieldError {
  /** As JSONPath: `$.products[0].price`. */
  path: string
  /** As JSON pointer: `/products/0/price`. */
  pointer: string
  message: string
}

/** Error codes of Node and of the framework for a request that got no whole answer; Segment delivers those again. */
const networkErrors = /^(ETIMEDOUT|ECONN\w+|EPIPE|EAI_AGAIN|ENOTFOUND|ERR_STREAM_PREMATURE_CLOSE)$/

/** Describes an error as Segment would see it: status, class, whether it delivers again, and the fields at fault. */
export function describeError(thrown: unknown): CallError {
  const error =
    thrown instanceof Error ? (thrown as AnyError) : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
  const statusCode = statusOf(error)
  return {
    statusCode,
    message: messageOf(error),
    errorClass: error.name,
    retry: networkErrors.test((error as AnyError).code ?? '') || isRetried(statusCode),
    ...(isSchemaError(error) ? { fields: fieldMessages(error) } : {}),
    stack: error.stack?.split('\n'),
    requestError: true
  }
}

/** Whether Segment delivers an event again after this status: 408, 423, 429, and 5xx but 501. */
export function isRetried(statusCode: number): boolean {
  return [408, 423, 429].includes(statusCode) || (statusCode >= 500 && statusCode !== 501)
}

/** Whether the error comes from a schema: it then lists errors by field. */
export function isSchemaError(error: unknown): error is Error & Iterable<FieldError> {
  return error instanceof Error && error.name === 'AggregateAjvError'
}

/** The messages of a schema error by field. A missing field is named itself, where the schema names its parent. */
export function fieldMessages(errors: Iterable<FieldError>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { path, message } of errors) {
    const missing = /missing the required field '([^']+)'/.exec(message)?.[1]
    const name = [...path.split('.').slice(1), ...(missing ? [missing] : [])].join('.')
    fields[name || '$'] = message
  }
  return fields
}

function statusOf(error: AnyError): number {
  if (error instanceof HTTPError) return error.response.status
  return error.status ?? (isSchemaError(error) ? 400 : 500)
}

/**
 * Describes a call that the sandbox could not answer. What the destination makes of that is nothing that Segment would
 * ever see, so it is left out.
 * @param host which the sandbox doesn't imitate
 */
export function noStandInError(host: string): CallError {
  return {
    statusCode: 421,
    message: `The sandbox doesn't imitate ${host}. Nothing was sent there. Use --live to send to the real vendor, or add the vendor to packages/vendors.`,
    errorClass: 'NoStandInError',
    retry: false,
    noStandIn: host,
    requestError: true
  }
}

/** The vendor's own words where the framework has only a status line. */
function messageOf(error: AnyError): unknown {
  if (!(error instanceof HTTPError)) return error.message
  const { data, content } = error.response as unknown as { data?: unknown; content?: string }
  return data || content || error.message
}
