import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'
import { fieldMessages, isSchemaError } from './call-error'
import { problemsOf } from './problems/problems'

/**
 * The settings in the types that their schema has, which the framework makes of those that an event comes with.
 * @throws BadCallError when the schema refuses them
 */
export function validSettings(definition: Definition, given: JSONObject): JSONObject {
  const settings = { ...given }
  try {
    new Destination(definition).validateSettings(settings)
    return settings
  } catch (error) {
    if (!isSchemaError(error)) throw error
    const problems = problemsOf(error, { fields: definition.authentication?.fields ?? {}, value: given })
    throw new BadCallError(problems.map(({ message }) => message).join(' '), { fields: fieldMessages(error), problems })
  }
}
