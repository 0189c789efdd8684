import { destinationFacts } from '@partner-destinations/vendors'
import { isInClone } from '../../places'
import { spotOfField } from '../locate'
import type { Rule } from '../subject'

/** Each field has a default mapping, so that data flows as soon as an action is added. */
export const defaultMappings: Rule = (subject) => {
  const withoutSource = destinationFacts[subject.place.name]?.withoutSource ?? {}
  return Object.entries(subject.definition.actions).flatMap(([action, { fields }]) =>
    Object.entries(fields).flatMap(([field, value]) => {
      const name = `${action}.${field}`
      if (value?.default !== undefined || name in withoutSource) return []
      const exception = isInClone()
        ? 'say so in the pull request'
        : `add ${name} and why to withoutSource in packages/vendors/src/<vendor>`
      const advice = `Give ${field} of ${action} a default: where its value sits in an event. If it sits nowhere, ${exception}.`
      return { ...spotOfField(subject, field, action), rule: 'default-mapping', advice }
    })
  )
}
