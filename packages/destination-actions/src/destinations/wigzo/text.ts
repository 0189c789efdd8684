import { PayloadValidationError } from '@segment/actions-core'

/** What the framework turns a boolean into in a text field. A first name `True` stays a name. */
const BOOLEANS = ['true', 'false']

/**
 * Reads a text that may be missing.
 *
 * @param text the value of a field of the type string
 * @returns the text without spaces around it; undefined if there is none, or if it was a boolean
 */
export function toText(text: string | undefined): string | undefined {
  const read = text?.trim()
  return read === undefined || read === '' || BOOLEANS.includes(read) ? undefined : read
}

/**
 * Reads a text that an event must have. The framework's schema requires it too, but it accepts blanks, and it turns
 * booleans and lists such as `[null]` into texts.
 *
 * @param text the value of a field of the type string
 * @param label the label of the field, for the error
 * @param property where the default mapping gets the value, for the error, e.g. `product_id`
 * @returns the text without spaces around it
 * @throws PayloadValidationError if there is no text, or if it was a boolean
 */
export function requireText(text: string | undefined, label: string, property: string): string {
  const read = toText(text)
  // In capitals too, because Python writes booleans that way.
  if (read !== undefined && !BOOLEANS.includes(read.toLowerCase())) return read
  const problem = text?.trim() ? `has the value ${text.trim()}, which is neither a text nor a number` : 'is empty'
  throw new PayloadValidationError(
    `The field ${label} ${problem}. Send it as "${property}", or map the field to something else that the event has.`
  )
}
