import type { AffiliateEdit, AffiliateProfile, NewAffiliate } from '../types'
import { toAlpha2 } from './country'
import type { Payload } from './generated-types'
import { nameOf } from './name'
import { generatePassword } from './password'

/** A payload of which it is known that it holds an email. */
export type PayloadWithEmail = Payload & { email: string }

export function hasEmail(payload: Payload): payload is PayloadWithEmail {
  return Boolean(payload.email)
}

/**
 * The affiliate to make for a payload, or `undefined` when it holds no name at all. Refersion asks for a first and a
 * last name: of a person with one name, that name is both.
 */
export function toNewAffiliate(payload: PayloadWithEmail): NewAffiliate | undefined {
  const { first_name, last_name } = nameOf(payload)
  const first = first_name ?? last_name
  if (first === undefined) return undefined

  const ofNewOnes: Omit<NewAffiliate, 'email'> = {
    first_name: first,
    last_name: last_name ?? first,
    password: payload.password || generatePassword(),
    status: payload.status ?? 'PENDING',
    offer: payload.offer,
    send_welcome: payload.send_welcome === undefined ? undefined : payload.send_welcome ? 'TRUE' : 'FALSE',
    conversion_trigger_coupon: payload.conversion_trigger_coupon,
    // Refersion takes nothing but letters and digits. To strip the other characters could make two people one.
    unique_merchant_id: payload.unique_merchant_id?.match(/^[a-z0-9]+$/i)?.[0]
  }
  // Not spread: V8 takes a microsecond for each property that follows a spread.
  return Object.assign(toProfile(payload), ofNewOnes)
}

/**
 * What a payload changes in an affiliate that exists. Never its password or status, and never its offer, which would
 * move it there.
 */
export function toChanges(payload: PayloadWithEmail): AffiliateProfile & Pick<AffiliateEdit, 'custom_fields'> {
  const changes: ReturnType<typeof toChanges> = toProfile(payload)
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
  return {
    first_name,
    last_name,
    email: payload.email,
    paypal_email: payload.paypal_email,
    company: payload.company,
    phone: payload.phone,
    address1: payload.address1,
    address2: payload.address2,
    city: payload.city,
    state: payload.state,
    zip: payload.zip,
    country: payload.country && toAlpha2(payload.country)
  }
}
