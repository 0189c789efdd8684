import { inspect } from 'node:util'
import { describeError, isRetried } from '@partner-destinations/runner'

/** A failure, as Segment sees it. */
export interface Failure {
  /** Segment is not told the class of what befell one event of a batch. */
  errorClass?: string
  status: number
  retry: boolean
  message: string
  /** All that could be printed of it: message, stack, and whatever else is on it. Takes long, so only on demand. */
  readonly shown: string
}

/** Waits for a delivery. Returns its failures: one at most of a single event, one at most of each event of a batch. */
export async function failuresOf(delivering: Promise<unknown>): Promise<Failure[]> {
  try {
    return failedEvents(await delivering)
  } catch (error) {
    const { errorClass, statusCode, retry, message } = describeError(error)
    return [
      {
        errorClass,
        status: statusCode,
        retry,
        message: String(message),
        get shown() {
          return everythingOf(error)
        }
      }
    ]
  }
}

/** What the framework tells of each subscription: of those that took a batch, what became of each event. */
type Results = { multistatus?: { status: number; errormessage?: string }[] }[]

function failedEvents(results: unknown): Failure[] {
  if (!Array.isArray(results)) return []
  return (results as Results)
    .flatMap(({ multistatus = [] }) => multistatus)
    .filter(({ errormessage }) => errormessage !== undefined)
    .map((report) => ({
      status: report.status,
      retry: isRetried(report.status),
      message: String(report.errormessage),
      get shown() {
        return everythingOf(report)
      }
    }))
}

function everythingOf(error: unknown): string {
  return inspect(error, { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null })
}
