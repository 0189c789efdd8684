import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'
import { fieldMessages, isSchemaError } from './call-error'
import { problemsOf } from './problems/problems'

/**
 * The settings, with the types of their schema. The framework converts the values of an event in the same way.
 * @throws BadCallError if the schema refuses them
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
