import type { Field } from './field-at'
import { fieldAt } from './field-at'
import { inWords } from './words'

/**
 * When a field is required, as a sentence goes on: `when "Type" is "person"`.
 * @returns undefined when it always is
 */
export function requirement(required: Field['required'], fields: Record<string, Field>): string | undefined {
  if (typeof required !== 'object') return undefined
  const conditions = required.conditions.map((condition) => {
    const isNot = condition.operator === 'is_not'
    const name = condition.type === 'syncMode' ? 'the sync mode' : fieldAt(fields, condition.fieldKey.split('.')).name
    if (condition.value === undefined) return `${name} ${isNot ? 'has a value' : 'is empty'}`
    return `${name} ${isNot ? 'is not' : 'is'} ${JSON.stringify(condition.value)}`
  })
  return `when ${inWords(conditions, required.match === 'any' ? 'or' : 'and')}`
}
