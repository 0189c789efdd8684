import { defaultValues, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'

/** The mapping that a new subscription begins with: the defaults of the action's fields. */
export function defaultMapping({ actions }: Definition, action: string): JSONObject {
  return Object.hasOwn(actions, action) ? defaultValues(actions[action].fields) : {}
}

/**
 * The payload that a mapping makes of an event.
 * @throws BadCallError when the mapping is not valid, or not for this event
 */
export function mapEvent(mapping: JSONObject, event: JSONObject): unknown {
  try {
    return transform(mapping, event)
  } catch (error) {
    throw badMapping('The mapping', error as Error)
  }
}

/**
 * Makes sure that a mapping is valid, whatever the event.
 * @param what what to call it in the error
 * @throws BadCallError when it is not valid
 */
export function checkMapping(mapping: JSONObject, what: string): void {
  try {
    transform(mapping, {})
  } catch (error) {
    // Any other error may come only from the empty event.
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
