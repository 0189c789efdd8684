import { get } from '@segment/actions-core'
import type { Field } from './field-at'
import { fieldAt } from './field-at'
import { inWords } from './words'

type Condition = Exclude<Field['required'], boolean | undefined>['conditions'][number]

/**
 * When a field is required, as the end of a sentence: `when "Type" is "person"`. If one of several conditions is
 * enough, it names only those that are met.
 * @param payload the values of the other fields
 * @returns undefined if the field is always required
 */
export function requirement(
  required: Field['required'],
  fields: Record<string, Field>,
  payload: unknown
): string | undefined {
  if (typeof required !== 'object') return undefined
  const met = required.match === 'any' ? required.conditions.filter((condition) => isMet(condition, payload)) : []
  const conditions = (met.length > 0 ? met : required.conditions).map((condition) => {
    const isNot = condition.operator === 'is_not'
    const name = condition.type === 'syncMode' ? 'the sync mode' : fieldAt(fields, condition.fieldKey.split('.')).name
    if (condition.value === undefined) return `${name} ${isNot ? 'has a value' : 'is empty'}`
    return `${name} ${isNot ? 'is not' : 'is'} ${JSON.stringify(condition.value)}`
  })
  return `when ${inWords(conditions, required.match === 'any' ? 'or' : 'and')}`
}

function isMet(condition: Condition, payload: unknown): boolean {
  if (condition.type === 'syncMode') return false // the payload does not say it
  const value = get(payload, condition.fieldKey)
  const isEqual = condition.value === undefined ? value === undefined || value === null : value === condition.value
  return condition.operator === 'is_not' ? !isEqual : isEqual
}
