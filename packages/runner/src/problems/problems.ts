import { get } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { Problem } from '../wire'
import type { FieldError } from '../call-error'
import { expectation } from './expectation'
import { fieldAt } from './field-at'
import type { Field, FieldPlace } from './field-at'
import { mappingPaths } from './mapping-paths'
import { requirement } from './requirement'
import { inWords, shownValue } from './words'

/** The error of a schema, and what it checked. */
export interface Refused {
  fields: Record<string, Field>
  /** The payload, or the settings. */
  value: unknown
  /** The event and the mapping that a payload was made from; settings have neither. */
  source?: { mapping: JSONObject; event: JSONObject }
}

/** What the framework says if a conditionally required field is missing, after it has named the field. */
const restOfCondition = /must match "then" schema/
const missingField = /is missing the required field '(.+)'\.$/

/** Explains schema errors in plain sentences, and says what to do. Each problem appears once, in their order. */
export function problemsOf(errors: Iterable<FieldError>, refused: Refused): Problem[] {
  const problems = new Map<string, Problem>()
  for (const error of errors) {
    if (restOfCondition.test(error.message)) continue
    const problem = problemOf(error, refused)
    problems.set(JSON.stringify(problem), problem)
  }
  return [...problems.values()]
}

function problemOf({ pointer, message }: FieldError, refused: Refused): Problem {
  const missing = missingField.exec(message)?.[1]
  const path = [...stepsOf(pointer), ...(missing === undefined ? [] : [missing])]
  if (path.length === 0) return { field: '', label: '', message, lookedFor: [] }
  const place = fieldAt(refused.fields, path)
  const name = refused.source ? place.name : `The setting ${place.name} (${path.join('.')})`
  return {
    field: path.join('.'),
    label: place.label,
    ...(missing === undefined
      ? { message: `${name} ${wrongValue(place, path, message, refused)}`, lookedFor: [] }
      : missingValue(name, place, path, refused))
  }
}

function missingValue(name: string, { field }: FieldPlace, path: string[], { fields, value, source }: Refused) {
  const condition = requirement(field?.required, fields, value)
  const isMissing = condition === undefined ? `${name} is missing.` : `${name} is missing: it is required ${condition}.`
  if (!source) return { message: `${isMissing} Add it to the settings.`, lookedFor: [] }
  const [key, ...inner] = path
  const lookedFor = mappingPaths(source.mapping[key], inner)
  return { message: `${isMissing} ${advice(lookedFor, source.mapping[key] !== undefined)}`, lookedFor }
}

function advice(lookedFor: string[], isMapped: boolean): string {
  if (lookedFor.length > 0) {
    const places = inWords(lookedFor, 'or')
    return `The event has no value at ${places}. Add one to the event, or map the field to another value.`
  }
  return `${isMapped ? 'Its mapping gives no value' : 'Nothing is mapped to it'}. Map it to a value.`
}

function wrongValue(place: FieldPlace, path: string[], message: string, { value, source }: Refused): string {
  const given = valueAt(value, path)
  const isSecret = !source || place.field?.type === 'password'
  const wrong = `must be ${expectation(place, message)}, but it is ${shownValue(given, isSecret)}`
  if (!source) return `${wrong}. Correct it in the settings.`
  const from = mappingPaths(source.mapping[path[0]], path.slice(1)).find(
    (candidate) => JSON.stringify(get(source.event, candidate.replace(/^\$\.?/, ''))) === JSON.stringify(given)
  )
  return `${wrong}${from === undefined ? '' : ` (from ${from})`}. Correct the event, or map the field to another value.`
}

/** The steps of a JSON pointer. */
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
}

/** The value at a place. The schema turns a single value into a list. */
function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)]
    if (typeof inner === 'object' && inner !== null) return (inner as JSONObject)[step]
    return step === '0' ? inner : undefined
  }, value)
}
