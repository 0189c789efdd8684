import type { Outcome } from '@partner-destinations/runner/wire'
import type { Delivery } from './deliveries'
import { print } from './print'

/** Shows the results of deliveries: the outcome of each, or the error that stopped it. */
export interface Report {
  add: (delivery: Delivery, result: Outcome | Error) => void
  /** Called after the last one. */
  end: () => void
}

type Log = (text: string) => void

/** Shows each line after it was sent, for a person to read. */
export function reportLines(log: Log): Report {
  return {
    add: ({ name }, result) => {
      log(`\n════ ${name}`)
      log(result instanceof Error ? result.message : print(result))
    },
    end: () => log('')
  }
}

/** A line of JSON for each line, after it was sent. */
export function reportLinesAsJson(log: Log): Report {
  return {
    add: ({ places: [line] }, result) =>
      log(JSON.stringify(result instanceof Error ? { line, error: result.message } : { line, ...result })),
    end: () => undefined
  }
}

/**
 * Shows the results of one event or of a list, all together at the end.
 * @param show turns them into a text: `print` for a person, `JSON.stringify` for a script
 */
export function reportWhole(log: Log, show: (outcome: Outcome) => string): Report {
  const outcomes: Outcome[] = []
  return {
    add: (_delivery, result) => outcomes.push(result instanceof Error ? { steps: [errorStep(result)] } : result),
    end: () => {
      if (outcomes.length > 0) log(show(outcomes.length === 1 ? outcomes[0] : combine(outcomes)))
    }
  }
}

/** Shows nothing. A summary follows. */
export const reportNothing: Report = { add: () => undefined, end: () => undefined }

/** The outcome of several calls, as if they were one. */
function combine(outcomes: Outcome[]): Outcome {
  return {
    steps: outcomes.flatMap(({ steps }) => steps),
    payload: outcomes.flatMap(({ payload }) => (payload === undefined ? [] : payload))
  }
}

/** A call that was never made. Another try would end in the same way. */
function errorStep({ name, message }: Error) {
  return { statusCode: 400, message, errorClass: name, retry: false, requestError: true as const }
}
