import type { JSONObject } from '@segment/actions-core'
import type { Which } from '../wire'

/** What the operator log shows in the place of personal data. */
const hidden = '…'

/** Ids that one entry of the log names. Of more, it says how many. */
const mostIds = 20

/** What an operation is about, for the operator log: without the user, and without the values in a condition. */
export function subjectOf(which: Which, first?: number): JSONObject {
  return { ...whichOf(which), ...(first !== undefined && { first }) }
}

function whichOf(which: Which): JSONObject {
  if ('ids' in which) return { deliveries: which.ids.length > mostIds ? which.ids.length : which.ids }
  const { user, only, ...rest } = which.filter
  return {
    ...rest,
    ...(user !== undefined && { user: hidden }),
    ...(only !== undefined && { only: withoutValues(only) })
  }
}

/** FQL whose texts and numbers are hidden. */
function withoutValues(fql: string): string {
  return fql.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.])-?\d[\d.]*/g, (value) => {
    const quote = /^["']/.test(value) ? value[0] : ''
    return quote + hidden + quote
  })
}
