import { spotOfAction, spotOfActionProperty, spotOfField } from '../locate'
import type { Finding, Rule, Subject } from '../subject'

type Field = Subject['definition']['actions'][string]['fields'][string]

/** A destination has actions. Each has a description for the person who chooses it, and a title of its own. */
export const actions: Rule = (subject) => {
  const { definition } = subject
  const entries = Object.entries(definition.actions)
  const findings: Finding[] = []
  if (entries.length === 0) {
    findings.push({
      ...spotOfAction(subject, undefined),
      rule: 'no-action',
      advice: 'Add an action: without one a destination does nothing.'
    })
  }
  for (const [key, { title, description }] of entries) {
    if (!description) {
      const advice = `Add a description to the action ${key}: it tells what the action does at the vendor.`
      findings.push({ ...spotOfActionProperty(subject, key, 'title'), rule: 'description', advice })
    }
    const namesake = entries.find(([other, action]) => other !== key && action.title === title)
    if (namesake) {
      const advice = `Give ${key} another title than ${namesake[0]}: the framework keeps the compiled schema of an action under its title.`
      findings.push({ ...spotOfActionProperty(subject, key, 'title'), rule: 'unique-title', advice })
    }
  }
  return findings
}

/** Each field of an action, the properties of objects included, has a label and a description. */
export const fieldDescriptions: Rule = (subject) =>
  Object.entries(subject.definition.actions).flatMap(([key, { fields }]) =>
    Object.entries(fields).flatMap(([field, value]) =>
      withProperties(field, value).flatMap(([name, { label, description }]) => {
        const missing = [...(label ? [] : ['label']), ...(description ? [] : ['description'])]
        if (missing.length === 0) return []
        const advice = `Add a ${missing.join(' and a ')} to the field ${name} of the action ${key}.`
        return { ...spotOfField(subject, name.split('.').pop() ?? field, key), rule: 'description', advice }
      })
    )
  )

/** A field and, for an object, its properties at any depth, by their paths. */
function withProperties(name: string, field: Partial<Field>): [string, Partial<Field>][] {
  const properties = Object.entries(field.properties ?? {})
  return [[name, field], ...properties.flatMap(([key, property]) => withProperties(`${name}.${key}`, property))]
}
