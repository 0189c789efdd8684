import type { JsonObject } from '../../json-object'
import { isMissing, isObject } from '../../json-object'
import type { Affiliate, AffiliateStatus } from './affiliates'

/** The statuses that each call takes. */
export const STATUSES = {
  new: ['ACTIVE', 'PENDING'],
  edit: ['ACTIVE', 'PENDING', 'DENIED', 'DISABLED'],
  status_change: ['ACTIVE', 'DENIED', 'DISABLED']
} as const

const TEXT_FIELDS = [
  'first_name',
  'last_name',
  'email',
  'company',
  'paypal_email',
  'address1',
  'address2',
  'city',
  'zip',
  'state',
  'country',
  'phone',
  'conversion_trigger_coupon',
  'unique_merchant_id'
] as const

const FORMATS: readonly { field: string; format: RegExp; message: string }[] = [
  { field: 'email', format: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'The email must be a valid email address.' },
  { field: 'country', format: /^[A-Z]{2}$/i, message: 'The country must be a two-letter ISO 3166-1 code.' },
  { field: 'send_welcome', format: /^(TRUE|FALSE)$/, message: 'The send_welcome must be TRUE or FALSE.' },
  { field: 'unique_merchant_id', format: /^[a-z\d]+$/i, message: 'The unique_merchant_id must be alphanumeric.' }
]

/** What is wrong with the fields of a new affiliate or of an edit; missing ones are not looked at. */
export function errorsIn(body: JsonObject, call: 'new' | 'edit'): string[] {
  return [
    ...TEXT_FIELDS.filter((field) => !isMissing(body[field]) && typeof body[field] !== 'string').map(
      (field) => `The ${field} must be a string.`
    ),
    ...FORMATS.filter(({ field, format }) => !isMissing(body[field]) && !hasFormat(body[field], format)).map(
      ({ message }) => message
    ),
    ...statusErrors(body.status, call),
    ...passwordErrors(body)
  ]
}

export function statusErrors(status: unknown, call: keyof typeof STATUSES): string[] {
  const choices: readonly unknown[] = STATUSES[call]
  return isMissing(status) || choices.includes(status) ? [] : [`The status must be one of ${choices.join(', ')}.`]
}

function passwordErrors({ password, email }: JsonObject): string[] {
  if (isMissing(password)) {
    return []
  }
  if (typeof password !== 'string') {
    return ['The password must be a string.']
  }
  const errors = []
  if (password.length < 9 || password.length > 72) {
    errors.push('The password must have 9 to 72 characters.')
  }
  if (![/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].every((kind) => kind.test(password))) {
    errors.push('The password must have an upper-case letter, a lower-case letter, a digit and a special character.')
  }
  if (password === email) {
    errors.push('The password must not be the email.')
  }
  return errors
}

function hasFormat(value: unknown, format: RegExp): boolean {
  return typeof value === 'string' && format.test(value)
}

/** The details of an affiliate that a body without errors gives. An empty field says nothing. */
export function detailsIn(body: JsonObject): Partial<Affiliate> {
  const given = Object.fromEntries(
    TEXT_FIELDS.filter((field) => !isMissing(body[field])).map((field) => [field, body[field] as string])
  )
  return {
    ...given,
    ...(isMissing(body.status) ? {} : { status: body.status as AffiliateStatus }),
    ...(isMissing(body.offer) ? {} : { offer_id: body.offer as string | number })
  }
}

/** What an edit's custom fields set, by the id of the custom field; undefined when they are not a list of objects. */
export function customFieldsIn(list: unknown = []): JsonObject | undefined {
  if (!Array.isArray(list) || !list.every(isObject)) {
    return undefined
  }
  return Object.fromEntries(list.flatMap((fields) => Object.entries(fields)))
}
