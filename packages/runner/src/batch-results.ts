import { Destination, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { Definition } from './call'
import type { EventResult } from './wire'
import { isSchemaError } from './call-error'
import type { FieldError } from './call-error'
import { problemsOf } from './problems/problems'

/**
 * What became of each event of a batch, with plain sentences for those that the schema refused: there the framework has
 * only the joined messages.
 * @param results of the framework, in the order of the events
 */
export async function plainResults(
  definition: Definition,
  action: string,
  mapping: JSONObject,
  results: EventResult[],
  events: JSONObject[]
): Promise<EventResult[]> {
  return Promise.all(
    results.map(async (result, index) => {
      const { errormessage } = result
      if (result.status !== 400 || errormessage === undefined) return result
      const event = events[index]
      const errors = await schemaErrors(definition, action, mapping, event)
      const refused = {
        fields: definition.actions[action].fields,
        value: transform(mapping, event),
        source: { mapping, event }
      }
      // A batch keeps some empty values that a single event loses, and so may have fewer errors.
      const problems = problemsOf(
        errors.filter(({ message }) => errormessage.includes(message)),
        refused
      )
      if (problems.length === 0) return result
      return { ...result, errormessage: problems.map(({ message }) => message).join(' '), problems }
    })
  )
}

/** What the schema of an action has against one event. */
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
