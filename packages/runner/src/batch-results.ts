import { Destination, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { Definition } from './call'
import { isSchemaError } from './call-error'
import type { FieldError } from './call-error'
import type { Task } from './connected-destination'
import type { Observation } from './observation'
import { problemsOf } from './problems/problems'
import { isRetried } from './retry'
import { isFailed } from './wire'
import type { EventResult, Problem } from './wire'

/** What the framework reports for one event of a batch. */
interface Result {
  status: number
  errormessage?: string
  sent?: unknown
  body?: unknown
}

/**
 * The result of each event of a batch: what the framework reports, whether Segment retries the event, and until when
 * the vendor asks you to wait. If the schema refused an event, plain sentences say why.
 * @param results of the framework, in the order of the events
 */
export async function batchEntries(
  definition: Definition,
  task: Task,
  events: JSONObject[],
  results: Result[],
  observation: Observation
): Promise<EventResult[]> {
  return Promise.all(
    results.map(async (whole, index) => {
      const keeps = task.keepExchanges === 'failed' ? isFailed(whole) : task.keepExchanges
      const result = keeps ? whole : withoutExchange(whole)
      const retry = isRetried(result.status)
      const retryAfter = observation.latestRetryAfter(result.status)
      const { lost } = observation
      const entry: EventResult = {
        ...result,
        retry,
        ...(retryAfter !== undefined && { retryAfter }),
        ...(retry && lost && { lost })
      }
      const problems = await schemaProblems(definition, task, events[index], result)
      if (problems.length === 0) return entry
      return { ...entry, errormessage: problems.map(({ message }) => message).join(' '), problems }
    })
  )
}

/** Removes what was sent and answered, for callers that don't keep exchanges. */
function withoutExchange({ sent: _sent, body: _body, ...result }: Result): Result {
  return result
}

async function schemaProblems(
  definition: Definition,
  { action, mapping }: Task,
  event: JSONObject,
  { status, errormessage }: Result
): Promise<Problem[]> {
  if (status !== 400 || errormessage === undefined) return []
  const errors = await schemaErrors(definition, action, mapping, event)
  const { fields } = definition.actions[action]
  // A batch keeps some empty values that a single event loses, so it may have fewer errors.
  const own = errors.filter(({ message }) => errormessage.includes(message))
  return problemsOf(own, { fields, value: transform(mapping, event), source: { mapping, event } })
}

/** The errors that an action's schema finds in one event. */
async function schemaErrors(
  definition: Definition,
  key: string,
  mapping: JSONObject,
  event: JSONObject
): Promise<FieldError[]> {
  const action = { ...definition.actions[key], perform: () => undefined }
  const silent = new Destination({ ...definition, extendRequest: undefined, actions: { [key]: action } })
  try {
    await silent.actions[key].execute({ mapping, data: event, settings: {}, auth: undefined })
    return []
  } catch (error) {
    if (isSchemaError(error)) return [...error]
    throw error
  }
}
