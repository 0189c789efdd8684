import { PayloadValidationError } from '@segment/actions-core'

/**
 * Asks for a text once more. The framework's schema does, too, but before it turns `[null]` and `['']` into `''`.
 *
 * @param label of the field, for the error
 * @throws PayloadValidationError when there is no text, or an empty one
 */
export function nonEmpty(text: string | undefined, label: string): string {
  if (!text) throw new PayloadValidationError(`${label} is empty. Map it to something that this event has.`)
  return text
}
