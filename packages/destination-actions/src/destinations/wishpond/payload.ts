import { PayloadValidationError } from '@segment/actions-core'
import { toIdentifier } from './identifier'
import { toIsoDate } from './iso-date'

/** How many characters of a wrong value an error shows. */
const LONGEST_VALUE = 40

/**
 * Finds the identifier of the person that a call is about.
 *
 * @param identifiers by the label of their fields; the first one wins
 * @returns the first identifier that is not a placeholder
 * @throws PayloadValidationError if there is none
 */
export function readIdentifier(identifiers: Record<string, unknown>): string {
  for (const value of Object.values(identifiers)) {
    const identifier = toIdentifier(value)
    if (identifier !== undefined) return identifier
  }
  const labels = Object.keys(identifiers)
  const missing = labels.length === 1 ? `${labels[0]} is` : `${labels.join(' and ')} are both`
  throw new PayloadValidationError(
    `${missing} missing or a placeholder, such as 0, null or anonymous. Map ${labels.join(' or ')} to an identifier.`
  )
}

/**
 * Checks a text again. The framework's schema checks it first, but it accepts blanks, and turns `[null]` and booleans
 * into texts.
 *
 * @param label of the field, for the error
 * @throws PayloadValidationError if there is no text, only blanks, or if the value was `true` or `false`
 */
export function readText(text: string, label: string): string {
  if (/^(true|false)?$/i.test(text.trim())) {
    throw new PayloadValidationError(
      `${label} is ${text.trim() || 'empty'}. Map ${label} to a text that the event has.`
    )
  }
  return text
}

/**
 * Reads a time that may be missing.
 *
 * @param label of the field, for the error
 * @returns the time in ISO 8601, in UTC; undefined if there is none
 * @throws PayloadValidationError if it is not a time
 */
export function readTime(time: string | undefined, label: string): string | undefined {
  if (time === undefined) return undefined
  const date = toIsoDate(time)
  if (date !== undefined) return date
  const value = JSON.stringify(time.slice(0, LONGEST_VALUE))
  throw new PayloadValidationError(
    `${label} is not a time: ${value}. Map ${label} to a time in ISO 8601, for example 2024-08-09T12:00:00Z, or to a Unix time.`
  )
}
