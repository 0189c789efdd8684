import { defaultValues, isArray, isObject, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from './bad-call'
import type { Definition } from './call'
import { didYouMean } from './did-you-mean'

/** The mapping of a new subscription: the defaults of the action's fields. */
export function defaultMapping({ actions }: Definition, action: string): JSONObject {
  return Object.hasOwn(actions, action) ? defaultValues(actions[action].fields) : {}
}

/**
 * The payload that a mapping makes from an event.
 * @throws BadCallError if the mapping is not valid, in general or for this event
 */
export function mapEvent(mapping: JSONObject, event: JSONObject): unknown {
  try {
    return transform(mapping, event)
  } catch (error) {
    throw badMapping('The mapping', error as Error)
  }
}

/**
 * Makes sure that a mapping is valid, whatever the event, and that it is for this action. Segment ignores a field that
 * the action doesn't have, and sends a path without `@path` as a text. Both are mistakes that nobody would notice.
 * @param action the key of an action that the destination has
 * @param what what to call the mapping in the error
 * @throws BadCallError when it is not valid, or has one of these mistakes
 */
export function checkMapping({ actions }: Definition, action: string, mapping: JSONObject, what: string): void {
  try {
    transform(mapping, {})
  } catch (error) {
    // All other errors can result from the empty event alone.
    if (isList(error)) throw badMapping(what, error)
  }
  const mistakes = [...unknownFields(actions[action], mapping, action), ...pathsAsTexts(mapping)]
  if (mistakes.length > 0) throw new BadCallError(mistakes.map((mistake) => `${what} ${mistake}`).join(' '))
}

/** What Segment itself keeps in a mapping, besides the fields of the action and its hooks. */
const keysOfSegment = ['enable_batching', 'batch_size', 'batch_keys']
const prefixOfSegment = '__segment_internal_'

/**
 * A preset's mapping without what its action doesn't have. Segment ignores those fields, and some destinations have left
 * them in their presets. Nobody who uses the destination can correct them.
 */
export function knownFields({ actions }: Definition, action: string, mapping: JSONObject): JSONObject {
  if (!Object.hasOwn(actions, action)) return mapping
  const unknown = unknownKeys(actions[action], mapping)
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !unknown.includes(key)))
}

/** An action without fields takes any payload. */
function unknownKeys({ fields, hooks }: Definition['actions'][string], mapping: JSONObject): string[] {
  const known = Object.keys(fields)
  if (known.length === 0) return []
  const taken = [...known, ...Object.keys(hooks ?? {}), ...keysOfSegment]
  return Object.keys(mapping).filter((key) => !taken.includes(key) && !key.startsWith(prefixOfSegment))
}

function unknownFields(definition: Definition['actions'][string], mapping: JSONObject, action: string): string[] {
  const known = Object.keys(definition.fields)
  const own = known.filter((field) => !keysOfSegment.includes(field))
  return unknownKeys(definition, mapping).map((key) => {
    const advice = didYouMean(key, known) || ` Its fields are: ${own.join(', ')}.`
    return `has the field ${JSON.stringify(key)}, which ${action} doesn't have.${advice}`
  })
}

function pathsAsTexts(mapping: JSONObject): string[] {
  return Object.entries(mapping).flatMap(([key, value]) =>
    textsOf(value)
      .filter((text) => /^\$\.(?!\d)/.test(text)) // `$.50` is a price
      .map((text) => {
        const written = JSON.stringify(text)
        return `gives the field ${JSON.stringify(
          key
        )} the text ${written}. You probably mean {"@path": ${written}}. If you mean the text, write {"@literal": ${written}}.`
      })
  )
}

/** The texts that a mapping sends as they are: a field's own, and those in its lists and objects. */
function textsOf(mapping: unknown): string[] {
  if (typeof mapping === 'string') return [mapping]
  if (isArray(mapping)) return mapping.flatMap(textsOf)
  if (!isObject(mapping)) return []
  const { '@if': choice, '@arrayPath': list, ...rest } = mapping
  if (isObject(choice)) return [choice.then, choice.else].flatMap(textsOf)
  if (isArray(list)) return textsOf(list[1])
  return Object.entries(rest).flatMap(([key, value]) => (key.startsWith('@') ? [] : textsOf(value)))
}

/** The framework throws a list of errors, each with its place in the mapping, or the error of one directive. */
function badMapping(what: string, error: Error): BadCallError {
  const errors = isList(error) ? [...error] : [error]
  return new BadCallError(`${what} is not valid: ${errors.map(({ message }) => message).join(' ')}`)
}

function isList(error: unknown): error is Error & Iterable<Error> {
  return (error as Error).name === 'AggregateError'
}
