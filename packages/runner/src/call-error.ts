import { inspect } from 'node:util'
import type { Refusal } from './agent'
import type { CallError } from './wire'
import { isNetworkError, isRetried } from './retry'

/** The parts of the framework's error classes that we need. */
interface AnyError extends Error {
  status?: number
  code?: string
  /** What the request client adds to its error: the vendor's answer. */
  response?: { status: number; data?: unknown; content?: string }
}

/** One entry of the error that the framework throws if its schema refuses a payload or settings. */
export interface FieldError {
  /** As JSONPath: `$.products[0].price`. */
  path: string
  /** As JSON pointer: `/products/0/price`. */
  pointer: string
  message: string
}

/** When an error happened. */
export interface Circumstances {
  /**
   * Whether it happened before the destination's own code ran. Then only the event and the mapping can be wrong, and a
   * retry would fail in the same way.
   */
  beforeAction?: boolean
}

/** Describes an error as Segment would see it: status, class, whether Segment retries, and the wrong fields. */
export function describeError(thrown: unknown, { beforeAction = false }: Circumstances = {}): CallError {
  const error =
    thrown instanceof Error ? (thrown as AnyError) : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
  const statusCode = statusOf(error) ?? (beforeAction || isSchemaError(error) ? 400 : 500)
  const { code } = error as AnyError
  return {
    statusCode,
    message: messageOf(error),
    errorClass: error.name,
    ...(isNetworkError(code) && { code }),
    retry: isRetried(statusCode, code),
    ...(isSchemaError(error) ? { fields: fieldMessages(error) } : {}),
    stack: error.stack?.split('\n'),
    requestError: true
  }
}

/** Whether the error comes from a schema. Such an error lists its problems by field. */
export function isSchemaError(error: unknown): error is Error & Iterable<FieldError> {
  return error instanceof Error && error.name === 'AggregateAjvError'
}

/** The messages of a schema error by field. For a missing field, the schema names the parent; this names the field. */
export function fieldMessages(errors: Iterable<FieldError>): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { path, message } of errors) {
    const missing = /missing the required field '([^']+)'/.exec(message)?.[1]
    const name = [...path.split('.').slice(1), ...(missing ? [missing] : [])].join('.')
    fields[name || '$'] = message
  }
  return fields
}

/** In the order in which the framework looks for it. */
function statusOf({ status, response }: AnyError): number | undefined {
  return status ?? response?.status
}

/**
 * Describes something that a destination tried and the sandbox refused: an event with it was never delivered. The
 * destination's own error is left out, because Segment would never see it.
 */
export function refusedError({ tried, message }: Refusal): CallError {
  return { statusCode: 421, message, errorClass: 'SandboxRefusal', retry: false, refused: tried, requestError: true }
}

/** The vendor's own words, if there are any. The framework's error has only a status line. */
function messageOf({ message, response }: AnyError): unknown {
  return response?.data || response?.content || message
}
