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
 * @returns the traits without a field of their own: computed traits and audiences of Engage, and custom traits
 */
export function furtherTraits(traits: object = {}): Record<string, unknown> {
  return omit(traits, TRAITS_WITH_OWN_FIELD)
}
