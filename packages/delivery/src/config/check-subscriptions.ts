import { checkAction, checkMapping, problemWithFql } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import type { ConfigPart } from './config-part'
import { wholeMapping } from './subscriptions'

/**
 * Notes what is wrong with the subscriptions of a destination, apart from what the schema has found.
 * @param definition the destination's, if there is one
 */
export function checkSubscriptions(subscriptions: ConfigPart[], definition: Definition | undefined): void {
  const taken = new Set<string>()
  for (const subscription of subscriptions) {
    const name = subscription.at('name')
    const text = name.text()
    if (text !== undefined && taken.has(text)) name.mistake('Another subscription of this destination has this name.')
    if (text !== undefined) taken.add(text)
    checkFql(subscription.at('subscribe'))
    if (definition) checkMappingOf(subscription, definition)
  }
}

function checkFql(part: ConfigPart): void {
  if (typeof part.value !== 'string') return
  const problem = problemWithFql(part.value)
  if (problem !== undefined) part.mistake(problem)
}

function checkMappingOf(subscription: ConfigPart, definition: Definition): void {
  const action = subscription.at('action')
  const key = action.text()
  if (key === undefined || !works(action, () => checkAction(definition, key))) return
  const given = subscription.at('mapping')
  const mapping = given.value === undefined ? {} : given.object()
  if (!mapping) return
  const fields = Object.entries(mapping)
  const wrong = fields.filter(
    ([field, value]) => !works(given.at(field), () => checkMapping(definition, key, { [field]: value }, 'The mapping'))
  )
  if (wrong.length > 0) return
  works(action, () => checkMapping(definition, key, wholeMapping(definition, key, mapping), 'The default mapping'))
}

/** Whether a check passes. If not, its error is noted. */
function works(part: ConfigPart, check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    part.mistake((error as Error).message)
    return false
  }
}
