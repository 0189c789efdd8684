import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'
import { fieldMessages, isSchemaError } from './call-error'
import { problemsOf } from './problems/problems'

/**
 * The settings with the types of their schema, as the framework converts those of an event. Beside them, Segment keeps
 * the tokens of a destination with OAuth under `oauth`, of which no schema knows.
 * @throws BadCallError when the schema refuses them
 */
export function validSettings(definition: Definition, given: JSONObject): JSONObject {
  const settings = { ...given }
  try {
    new Destination(definition).validateSettings(settings)
    return given.oauth === undefined ? settings : { ...settings, oauth: given.oauth }
  } catch (error) {
    if (!isSchemaError(error)) throw error
    const problems = problemsOf(error, { fields: definition.authentication?.fields ?? {}, value: given })
    throw new BadCallError(problems.map(({ message }) => message).join(' '), { fields: fieldMessages(error), problems })
  }
}
