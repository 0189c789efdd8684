import { toEmail } from '../email'
import { toIdentifier } from '../identifier'
import { toText } from '../text'
import type { AffiliateEdit, AffiliateProfile, NewAffiliate } from '../types'
import { toAlpha2 } from './country'
import type { Payload } from './generated-types'
import { nameOf } from './name'
import { generatePassword } from './password'
import { toStateCode } from './state'

/** A payload whose email address is trimmed and valid. */
export type PayloadWithEmail = Payload & { email: string }

/**
 * The affiliate to create for a payload, or undefined when it holds no name at all. Refersion asks for a first and a
 * last name: of a person with one name, that name is both.
 */
export function toNewAffiliate(payload: PayloadWithEmail): NewAffiliate | undefined {
  const { first_name, last_name } = nameOf(payload)
  const first = first_name ?? last_name
  if (first === undefined) return undefined

  const ofNewOnes: NewAffiliate = {
    first_name: first,
    last_name: last_name ?? first,
    email: payload.email,
    // Sent as it is, blanks included, unless it is a placeholder.
    password: (toIdentifier(payload.password) && payload.password) ?? generatePassword(),
    status: payload.status ?? 'PENDING',
    offer: toIdentifier(payload.offer),
    send_welcome: payload.send_welcome === undefined ? undefined : payload.send_welcome ? 'TRUE' : 'FALSE',
    conversion_trigger_coupon: toIdentifier(payload.conversion_trigger_coupon),
    // Refersion takes only letters and digits. To strip the other characters could make two people one.
    unique_merchant_id: toIdentifier(payload.unique_merchant_id)?.match(/^[a-z0-9]+$/i)?.[0]
  }
  // Not spread: V8 takes a microsecond for each property that follows a spread.
  return Object.assign(toProfile(payload), ofNewOnes)
}

/**
 * What a payload changes in an affiliate that exists. Never its email: it could differ in case only, and Refersion
 * refuses the whole call for an email that another affiliate has. Never its password or status, and never its offer,
 * which would move it there.
 */
export function toChanges(payload: PayloadWithEmail): Omit<AffiliateEdit, 'id'> {
  const changes: Omit<AffiliateEdit, 'id'> = toProfile(payload)
  const custom_fields = toCustomFields(payload)
  if (custom_fields.length > 0) changes.custom_fields = custom_fields
  return changes
}

/** Custom fields in Refersion's shape. A trait without a value says nothing; `false`, `0` and `''` are values. */
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
