import type { JSONObject } from '@segment/actions-core'
import { inWords } from './problems/words'

/** What the framework says if `onDelete` returns nothing. These aren't the destination's own words. */
const frameworkOutput = 'no onDelete defined'

/**
 * Why a deletion sent nothing, in the destination's own words if there are any.
 * @param output what `onDelete` returned
 */
export function whyNothingDeleted(payload: JSONObject, output: unknown): string {
  if (typeof output === 'string' && output !== '' && output !== frameworkOutput) return output
  // The framework passes on only these two values of the event.
  const ids = ['userId', 'anonymousId']
    .filter((key) => payload[key] !== undefined && payload[key] !== null)
    .map((key) => `${key} ${JSON.stringify(payload[key])}`)
  if (ids.length === 0) return 'onDelete sent nothing: the event has neither a userId nor an anonymousId.'
  return `onDelete sent nothing for ${inWords(ids, 'and')}.`
}
