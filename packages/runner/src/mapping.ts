import { defaultValues, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'

/** The mapping of a new subscription: the defaults of the action's fields. */
export function defaultMapping({ actions }: Definition, action: string): JSONObject {
  return Object.hasOwn(actions, action) ? defaultValues(actions[action].fields) : {}
}

/**
 * The payload that a mapping makes from an event.
 * @throws BadCallError if the mapping is not valid, in general or for this event
 */
export function mapEvent(mapping: JSONObject, event: JSONObject): unknown {
  try {
    return transform(mapping, event)
  } catch (error) {
    throw badMapping('The mapping', error as Error)
  }
}

/**
 * Makes sure that a mapping is valid for any event.
 * @param what the name of the mapping in the error
 * @throws BadCallError if it is not valid
 */
export function checkMapping(mapping: JSONObject, what: string): void {
  try {
    transform(mapping, {})
  } catch (error) {
    // All other errors can result from the empty event alone.
    if (isList(error)) throw badMapping(what, error)
  }
}

/** The framework throws a list of errors, each with its place in the mapping, or the error of one directive. */
function badMapping(what: string, error: Error): BadCallError {
  const errors = isList(error) ? [...error] : [error]
  return new BadCallError(`${what} is not valid: ${errors.map(({ message }) => message).join(' ')}`)
}

function isList(error: unknown): error is Error & Iterable<Error> {
  return (error as Error).name === 'AggregateError'
}
