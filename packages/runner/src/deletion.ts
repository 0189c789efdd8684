import type { JSONObject } from '@segment/actions-core'
import { inWords } from './problems/words'

/** What the framework says for a destination whose `onDelete` returns nothing: no words of its own. */
const frameworkOutput = 'no onDelete defined'

/**
 * Why a deletion sent nothing: in the destination's own words where it has some.
 * @param output what `onDelete` returned
 */
export function whyNothingDeleted(payload: JSONObject, output: unknown): string {
  if (typeof output === 'string' && output !== '' && output !== frameworkOutput) return output
  // The framework hands over these two and nothing else of the event.
  const ids = ['userId', 'anonymousId']
    .filter((key) => payload[key] !== undefined && payload[key] !== null)
    .map((key) => `${key} ${JSON.stringify(payload[key])}`)
  if (ids.length === 0) return 'onDelete sent nothing: the event has neither a userId nor an anonymousId.'
  return `onDelete sent nothing for ${inWords(ids, 'and')}.`
}
