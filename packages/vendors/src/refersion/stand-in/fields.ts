import { isObject } from '@partner-destinations/sandbox/stand-in'

/** A field of a call. */
export interface Field {
  /** Whether a value has the right type and form. Any other value is an invalid field (204). */
  isValid: (value: unknown) => boolean
  /** The values that it accepts. Any other value is refused (422). */
  allowed?: readonly string[]
}

export type Fields = Readonly<Record<string, Field>>

export type CallName = 'new' | 'search' | 'get' | 'edit' | 'status_change' | 'list'

const isText = (value: unknown): value is string => typeof value === 'string'
const matches = (form: RegExp) => (value: unknown) => isText(value) && form.test(value)

const text: Field = { isValid: isText }
const email: Field = { isValid: matches(/^[^\s@]+@[^\s@]+\.[^\s@]+$/) }
const number: Field = { isValid: (value) => typeof value === 'number' }
const integer: Field = { isValid: Number.isInteger }
const oneOf = (...allowed: string[]): Field => ({ isValid: isText, allowed })
const listOf = (isValid: (item: unknown) => boolean): Field => ({
  isValid: (value) => Array.isArray(value) && value.every(isValid)
})

/** The countries of the reference, in its order. */
export const COUNTRIES =
  `US AE AR AS AT AU BA BD BE BG BR CA CH CL CN CO CR CZ DE DK DZ EE ES FI FM FO FR GB GH GR GU HK HN HR HU ID IE IL IM
  IN IS IT JM JP KR KW LT LU LV MA MH MK MP MT MX MY NG NL NO NZ OM PE PH PK PL PR PT PW QA RO RS RU SA SE SG SI SK SV
  TH TN TR TW TZ UA UY VG VI VN WS ZA`.split(/\s+/)

/** Fields of an affiliate that can be set when it is created, and changed later. */
const profile: Fields = {
  first_name: text,
  last_name: text,
  email,
  paypal_email: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  state: text,
  zip: text,
  country: oneOf(...COUNTRIES),
  phone: text
}

/** The fields of the body of each call. Any other field is invalid. */
export const FIELDS: Record<CallName, Fields> = {
  new: {
    ...profile,
    password: text,
    status: oneOf('ACTIVE', 'PENDING'),
    offer: text,
    send_welcome: oneOf('TRUE', 'FALSE'),
    conversion_trigger_coupon: text,
    unique_merchant_id: { isValid: matches(/^[a-z\d]+$/i) }
  },
  search: {
    keyword: text,
    first_name: text,
    last_name: text,
    page: { isValid: isNumberText }
  },
  get: { id: integer, affiliate_code: text },
  edit: { affiliates: listOf(isObject) },
  status_change: { ids: listOf(Number.isInteger), status: oneOf('ACTIVE', 'DENIED', 'DISABLED') },
  list: {
    limit: { isValid: (value: unknown) => isNumberText(value) && Number(value) <= LIST_LIMIT },
    page: { isValid: isNumberText }
  }
}

/** The fields of each affiliate in the body of `edit`: no status, no password, no merchant id. */
export const EDIT_FIELDS: Fields = { id: integer, offer: number, ...profile, custom_fields: listOf(isObject) }

const LIST_LIMIT = 100

/** Pages and limits are numbers as texts, from "1". */
function isNumberText(value: unknown): boolean {
  return isText(value) && /^[1-9]\d{0,8}$/.test(value)
}
