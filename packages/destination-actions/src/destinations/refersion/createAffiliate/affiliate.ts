import { toEmail } from '../email'
import { toIdentifier } from '../identifier'
import { toText } from '../text'
import type { AffiliateEdit, AffiliateProfile, NewAffiliate } from '../types'
import { toAlpha2 } from './country'
import type { Payload } from './generated-types'
import { nameOf } from './name'
import { generatePassword } from './password'
import { toStateCode } from './state'

/** A payload with a valid email address, without spaces around it. */
export type PayloadWithEmail = Payload & { email: string }

/**
 * The affiliate to create from a payload, or undefined if the payload has no name. Refersion requires a first and a
 * last name. If a person has only one name, it is sent as both.
 */
export function toNewAffiliate(payload: PayloadWithEmail): NewAffiliate | undefined {
  const { first_name, last_name } = nameOf(payload)
  const first = first_name ?? last_name
  if (first === undefined) return undefined

  const ofNewOnes: NewAffiliate = {
    first_name: first,
    last_name: last_name ?? first,
    email: payload.email,
    // Sent unchanged, spaces included, unless it is a placeholder.
    password: (toIdentifier(payload.password) && payload.password) ?? generatePassword(),
    status: payload.status ?? 'PENDING',
    offer: toIdentifier(payload.offer),
    send_welcome: payload.send_welcome === undefined ? undefined : payload.send_welcome ? 'TRUE' : 'FALSE',
    conversion_trigger_coupon: toIdentifier(payload.conversion_trigger_coupon),
    // Refersion accepts only letters and digits. Without the other characters, two people could become one.
    unique_merchant_id: toIdentifier(payload.unique_merchant_id)?.match(/^[a-z0-9]+$/i)?.[0]
  }
  // Not spread: V8 needs a microsecond for each property after a spread.
  return Object.assign(toProfile(payload), ofNewOnes)
}

/**
 * What a payload changes in an affiliate that exists. It leaves out the email, which could differ in case only:
 * Refersion refuses the whole call for an email that another affiliate has. It also leaves out the password, the
 * status, and the offer, which would move the affiliate to that offer.
 */
export function toChanges(payload: PayloadWithEmail): Omit<AffiliateEdit, 'id'> {
  const changes: Omit<AffiliateEdit, 'id'> = toProfile(payload)
  const custom_fields = toCustomFields(payload)
  if (custom_fields.length > 0) changes.custom_fields = custom_fields
  return changes
}

/** Custom fields in Refersion's form. A trait without a value is left out; `false`, `0` and `''` are values. */
export function toCustomFields({ custom_fields = {} }: Payload): Record<string, unknown>[] {
  return Object.entries(custom_fields)
    .filter(([, value]) => value !== null)
    .map(([id, value]) => ({ [id]: value }))
}

function toProfile(payload: PayloadWithEmail): AffiliateProfile {
  const { first_name, last_name } = nameOf(payload)
  const country = toText(payload.country)
  const state = toText(payload.state)
  return {
    first_name,
    last_name,
    paypal_email: toEmail(payload.paypal_email),
    company: toText(payload.company),
    phone: toText(payload.phone),
    address1: toText(payload.address1),
    address2: toText(payload.address2),
    city: toText(payload.city),
    state: state && toStateCode(state, country),
    zip: toText(payload.zip),
    country: country && toAlpha2(country)
  }
}
