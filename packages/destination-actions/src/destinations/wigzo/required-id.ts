import { PayloadValidationError } from '@segment/actions-core'
import { toIdentifier } from './identifier'

/** JSON text of a list or an object, which some sources send instead of one. */
const LIST_OR_OBJECT = /^[[{]/

/**
 * Reads the ID of a product. It may be 0, which other IDs may not: a product does not stand for everybody.
 *
 * @param value what a field of the type string holds
 * @returns the ID without blanks around it; undefined when it is blank, a placeholder, or JSON text of a list or an object
 */
export function toProductId(value: string | undefined): string | undefined {
  const text = value?.trim() ?? ''
  if (LIST_OR_OBJECT.test(text)) return undefined
  return text === '0' ? text : toIdentifier(text)
}

/**
 * Reads an ID that an event must have. The framework's schema asks for it too, but it takes blanks and placeholders, and
 * it makes texts of booleans and of lists such as `[null]`.
 *
 * @param read what reads the ID, e.g. {@link toProductId}
 * @param value what a field of the type string holds
 * @param label the label of the field, for the error
 * @throws PayloadValidationError when there is no ID
 */
export function requireId(
  read: (value: string | undefined) => string | undefined,
  value: string | undefined,
  label: string
): string {
  const id = read(value)
  if (id !== undefined) return id
  throw new PayloadValidationError(
    `The field ${label} ${problemOf(value?.trim() ?? '')}. Correct it in the event, or map the field to another value.`
  )
}

function problemOf(text: string): string {
  if (text === '') return 'is empty'
  return LIST_OR_OBJECT.test(text)
    ? 'is a list or an object as text, not an ID'
    : `has the value ${text}, which is not an ID`
}
