import { PayloadValidationError } from '@segment/actions-core'
import { toIdentifier } from './identifier'

/** JSON text of a list or an object. Some sources send it instead of the list or object. */
const LIST_OR_OBJECT = /^[[{]/

/**
 * Reads the ID of a product. It may be 0. For other IDs, 0 is a placeholder.
 *
 * @param value the value of a field of the type string
 * @returns the ID without spaces around it; undefined if it is blank, a placeholder, or JSON text of a list or an
 * object
 */
export function toProductId(value: string | undefined): string | undefined {
  const text = value?.trim() ?? ''
  if (LIST_OR_OBJECT.test(text)) return undefined
  return text === '0' ? text : toIdentifier(text)
}

/**
 * Reads an ID that an event must have. The framework's schema requires it too, but it accepts blanks and placeholders,
 * and it turns booleans and lists such as `[null]` into texts.
 *
 * @param read the function that reads the ID, e.g. {@link toProductId}
 * @param value the value of a field of the type string
 * @param label the label of the field, for the error
 * @param property where the default mapping gets the value, for the error, e.g. `product_id`
 * @throws PayloadValidationError if there is no ID
 */
export function requireId(
  read: (value: string | undefined) => string | undefined,
  value: string | undefined,
  label: string,
  property: string
): string {
  const id = read(value)
  if (id !== undefined) return id
  throw new PayloadValidationError(
    `The field ${label} ${problemOf(
      value?.trim() ?? ''
    )}. Send it as "${property}", or map the field to something else that the event has.`
  )
}

function problemOf(text: string): string {
  if (text === '') return 'is empty'
  return LIST_OR_OBJECT.test(text)
    ? 'is a list or an object as text, not an ID'
    : `has the value ${text}, which is not an ID`
}
