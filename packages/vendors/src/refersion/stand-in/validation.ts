import type { JsonObject } from '@partner-destinations/sandbox/stand-in'
import { Refusal, isMissing } from '@partner-destinations/sandbox/stand-in'
import type { Fields } from './fields'
import { invalidField, missingField, notAllowed, PASSWORD } from './messages'

/** Refersion doesn't publish how many characters it accepts. */
const CHARACTER_LIMIT = 255

/** @throws Refusal with 400 */
export function requireFields(body: JsonObject, fields: string[]): void {
  const missing = fields.find((field) => isMissing(body[field]))
  if (missing !== undefined) {
    throw new Refusal(400, { error: missingField(missing) })
  }
}

/**
 * Checks that a body has only these fields, each with the right type and form. An empty field counts as missing.
 *
 * @throws Refusal with 204
 */
export function refuseInvalidFields(body: JsonObject, fields: Fields): void {
  const known = Object.keys(fields)
  const invalid = Object.keys(body).find(
    (field) => !known.includes(field) || !(isMissing(body[field]) || fields[field].isValid(body[field]))
  )
  if (invalid !== undefined) {
    throw new Refusal(204, { error: invalidField(invalid) })
  }
}

/** @throws Refusal with 422 if there are errors */
export function refuseIf(errors: string[]): void {
  if (errors.length > 0) {
    throw new Refusal(422, { errors })
  }
}

/**
 * What is wrong with the values of a body without invalid fields.
 *
 * @param tooLong the message for a text that is too long
 */
export function valueErrors(body: JsonObject, fields: Fields, tooLong: string): string[] {
  const given = Object.entries(fields).filter(([field]) => !isMissing(body[field]))
  const wrong = given.filter(([field, { allowed }]) => allowed && !allowed.includes(body[field] as string))
  const long = given.filter(([field, { allowed }]) => !allowed && lengthOf(body[field]) > CHARACTER_LIMIT)
  return [
    ...wrong.map(([field]) => notAllowed(body[field] as string, field)),
    // A password has a limit of its own.
    ...(long.some(([field]) => field !== 'password') ? [tooLong] : [])
  ]
}

/** What is wrong with the password of a new affiliate. */
export function passwordErrors({ password, email }: JsonObject): string[] {
  const text = password as string
  const plain = ![/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].every((kind) => kind.test(text))
  return [
    ...(text.length > 72 ? [PASSWORD.long(text.length)] : []),
    ...(text.length < 9 ? [PASSWORD.short(text.length)] : []),
    ...(text === email ? [PASSWORD.email] : []),
    ...(/(.)\1{3}/s.test(text) ? [PASSWORD.repeated] : []),
    ...(plain ? [PASSWORD.plain] : [])
  ]
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}
