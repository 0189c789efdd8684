import type { WigzoUser } from '../api'
import { toIdentifier } from '../identifier'
import { toIsoDate } from '../iso-date'
import { toSender } from '../sender'
import { toText } from '../text'
import { furtherTraits } from './further-traits'
import type { Payload } from './generated-types'

/**
 * Takes the mapped fields to Wigzo's form of a user. What is unknown is left out, and so is a date that is not one: the
 * user is worth more than the date.
 *
 * @throws PayloadValidationError when neither the user ID nor the anonymous ID identifies anybody
 */
export function toWigzoUser(payload: Payload): WigzoUser {
  const { traits } = payload
  const known = {
    // A trait of this name is no further one: it may hold a placeholder as well.
    customer_id: toIdentifier(payload.customer_id) ?? toIdentifier(traits?.customer_id),
    email: toText(payload.email),
    phone: toText(payload.phone),
    fullName: toText(payload.fullName),
    firstName: toText(payload.firstName),
    lastName: toText(payload.lastName),
    city: toText(payload.city),
    state: toText(payload.state),
    country: toText(payload.country),
    country_code: toText(payload.country_code),
    postal_code: toText(payload.postal_code),
    createdAt: toIsoDate(payload.createdAt),
    updatedAt: toIsoDate(payload.updatedAt)
  }
  // Not spread: V8 takes a microsecond for each property that follows a spread.
  return Object.assign(furtherTraits(traits), known, toSender(payload, toActive(payload.is_active)))
}

/** Users are active unless the value says that they are not; one that says nothing never loses the user. */
function toActive(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : !['false', 'no', 'n', '0'].includes(value.trim().toLowerCase())
}
