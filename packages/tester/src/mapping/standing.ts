import type { Field } from '@partner-destinations/server/wire'
import { isObject } from '../json/json'
import type { JsonObject } from '../json/json'
import { doHold, subjectsOf } from './conditions'
import { isDirective, wholeMapping } from './mapping'
import type { Standing } from './mapping-field'

/**
 * What the values of all fields say of each: whether it needs a value, and whether Segment's form shows it.
 * @param mapping what differs from the default mapping
 * @param payload what the mapping makes of the event, for the fields whose values come from it
 */
export function standingsOf(
  fields: Record<string, Field>,
  mapping: JsonObject,
  payload: unknown,
  syncMode: string | undefined
): Record<string, Standing> {
  const whole = wholeMapping(fields, mapping)
  const mapped = isObject(payload) ? payload : {}
  const known = { syncMode, valueOf: (key: string) => (isDirective(whole[key]) ? mapped[key] : whole[key]) }
  const labelOf = (key: string) => fields[key]?.label ?? key
  const standing = ({ required, unsafe_hidden, depends_on }: Field): Standing => {
    const isRequired = typeof required === 'object' ? doHold(required, known) : required === true
    if (unsafe_hidden) return { isRequired, whyHidden: 'hidden in Segment' }
    if (!depends_on || doHold(depends_on, known)) return { isRequired }
    return { isRequired: false, whyHidden: `does not apply: depends on ${subjectsOf(depends_on, labelOf)}` }
  }
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, standing(field)]))
}
