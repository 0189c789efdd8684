import { omit } from '@segment/actions-core'

/** Traits that the default mapping sends under Wigzo's own names. */
const TRAITS_WITH_OWN_FIELD = [
  'email',
  'phone',
  'name',
  'fullName',
  'full_name',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'city',
  'state',
  'country',
  'countryCode',
  'country_code',
  'postalCode',
  'postal_code',
  'createdAt',
  'created_at',
  'updatedAt',
  'updated_at',
  'isActive',
  'is_active'
]

/**
 * @param traits all traits of the user
 * @returns those that have no field of their own: computed traits and audience memberships of Engage, custom ones
 */
export function furtherTraits(traits: object = {}): Record<string, unknown> {
  return omit(traits, TRAITS_WITH_OWN_FIELD)
}
