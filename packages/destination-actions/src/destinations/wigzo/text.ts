import { PayloadValidationError } from '@segment/actions-core'

/** What the framework makes of a boolean where a field takes a text. A first name that is `True` stays one. */
const BOOLEANS = ['true', 'false']

/**
 * Reads a text that may be missing.
 *
 * @param text what a field of the type string holds
 * @returns the text without blanks around it; undefined when there is none, or when it was a boolean
 */
export function toText(text: string | undefined): string | undefined {
  const read = text?.trim()
  return read === undefined || read === '' || BOOLEANS.includes(read) ? undefined : read
}

/**
 * Reads a text that an event must have. The framework's schema asks for it too, but it takes blanks, and it makes texts
 * of booleans and of lists such as `[null]`.
 *
 * @param text what a field of the type string holds
 * @param label the label of the field, for the error
 * @returns the text without blanks around it
 * @throws PayloadValidationError when there is no text, or when it was a boolean
 */
export function requireText(text: string | undefined, label: string): string {
  const read = toText(text)
  // In capitals as well, as Python writes a boolean.
  if (read !== undefined && !BOOLEANS.includes(read.toLowerCase())) return read
  const problem = text?.trim() ? `has the value ${text.trim()}, which is neither a text nor a number` : 'is empty'
  throw new PayloadValidationError(
    `The field ${label} ${problem}. Correct it in the event, or map the field to another value.`
  )
}
