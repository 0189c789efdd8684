import { inspect } from 'node:util'
import { describeError, isRetried } from '@partner-destinations/runner'

/** A failure, as Segment sees it. */
export interface Failure {
  /** Undefined for an event of a batch: Segment isn't told the class. */
  errorClass?: string
  status: number
  retry: boolean
  message: string
  /** Everything that could be printed: message, stack and all other members. Takes long, so it is made on demand. */
  readonly shown: string
}

/** Waits for a delivery. Returns at most one failure for each event. */
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

/** What the framework returns for each subscription. If it took a batch, there is a result for each event. */
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
