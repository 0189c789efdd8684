import type { WigzoUser } from '../api'
import { toIdentifier } from '../identifier'
import { toIsoDate } from '../iso-date'
import { toSender } from '../sender'
import { toText } from '../text'
import { furtherTraits } from './further-traits'
import type { Payload } from './generated-types'

/**
 * Converts the mapped fields to Wigzo's form of a user. Unknown values and invalid dates are left out, so the user
 * still arrives.
 *
 * @throws PayloadValidationError if neither the user ID nor the anonymous ID identifies anybody
 */
export function toWigzoUser(payload: Payload): WigzoUser {
  const { traits } = payload
  const known = {
    // A trait with this name gets the same check, because it may contain a placeholder too.
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
  // Not spread: V8 needs a microsecond for each property after a spread.
  return Object.assign(furtherTraits(traits), known, toSender(payload, toActive(payload.is_active)))
}

/** A user is active unless the value says otherwise. An unclear value counts as active. */
function toActive(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : !['false', 'no', 'n', '0'].includes(value.trim().toLowerCase())
}
