import { APIError, PayloadValidationError, RetryableError } from '@segment/actions-core'
import { createAffiliate, editAffiliates, getAffiliate } from '../api'
import type { Connection } from '../api'
import { findByEmail, getAffiliates } from '../find-affiliates'
import type { Affiliate, AffiliateProfile } from '../types'
import { toChanges, toCustomFields, toNewAffiliate } from './affiliate'
import type { PayloadWithEmail } from './affiliate'

/**
 * Creates an affiliate, or updates the one that has this email. Segment identifies the same person again and again, and
 * retries an event if it got no answer.
 *
 * @throws PayloadValidationError if there is no affiliate to update, and no name to create one
 * @throws APIError with Refersion's messages if it refuses the affiliate, or doesn't change it
 * @throws what the calls of the API throw
 */
export async function upsertAffiliate(connection: Connection, payload: PayloadWithEmail): Promise<void> {
  const newAffiliate = toNewAffiliate(payload)
  if (!newAffiliate) {
    if (await updateExisting(connection, payload)) return
    throw new PayloadValidationError(
      'There is no affiliate with this email. To create one, a name is needed: map Name, or First Name and Last Name.'
    )
  }

  const creation = await createAffiliate(connection, newAffiliate)
  if ('error' in creation) {
    const { error, emailTaken } = creation
    if (emailTaken === 'no') throw error
    const exists = await updateExisting(connection, payload, emailTaken === 'perhaps' ? error : undefined)
    if (!exists) throw error
    return
  }
  // If the answer is empty we don't know the code, so custom fields are set on the next identify call.
  if (creation.code !== undefined) await setCustomFields(connection, creation.code, payload)
}

/**
 * @param refusal why Refersion refused to create the affiliate, unless the reason is certainly the email. If Refersion
 * refuses the look-up too, this is the error.
 * @returns whether there is such an affiliate
 */
async function updateExisting(connection: Connection, payload: PayloadWithEmail, refusal?: APIError): Promise<boolean> {
  const changes = toChanges(payload)
  // Refersion would refuse an edit without changes.
  const leaveAsIs =
    payload.existing_affiliate === 'skip' || Object.values(changes).every((value) => value === undefined)

  const affiliates = await lookUp(connection, payload.email, leaveAsIs).catch((error: Error) => {
    throw refusal && isRefusal(error) ? refusal : error
  })
  if (leaveAsIs || !affiliates) return affiliates !== undefined

  const notChanged = await editAffiliates(
    connection,
    affiliates.map(({ id }) => ({ id, ...changes }))
  )
  const refused = affiliates.filter((affiliate) => notChanged.includes(affiliate.id) && differs(affiliate, changes))
  if (refused.length > 0) throw refusedEdit(refused.map(({ id }) => id))
  return true
}

/** @returns the affiliates with this email, not read if they stay unchanged; undefined if there is none */
async function lookUp(connection: Connection, email: string, leaveAsIs: boolean): Promise<Affiliate[] | undefined> {
  const found = await findByEmail(connection, email)
  if (leaveAsIs) return found.length > 0 ? [] : undefined
  const affiliates = await getAffiliates(
    connection,
    found.map(({ code }) => ({ affiliate_code: code }))
  )
  return affiliates.length > 0 ? affiliates : undefined
}

/** Whether Refersion would refuse the call again. The framework derives an APIError's code from its status. */
function isRefusal(error: Error & { code?: string; status?: number }): boolean {
  return error.code !== undefined && error.code === String(error.status)
}

/** `/affiliate/new` accepts no custom fields, and `/affiliate/edit` no code. */
async function setCustomFields(connection: Connection, code: string, payload: PayloadWithEmail): Promise<void> {
  const custom_fields = toCustomFields(payload)
  if (custom_fields.length === 0) return

  const affiliate = await getAffiliate(connection, { affiliate_code: code })
  if (!affiliate) {
    throw new RetryableError('Refersion does not show the new affiliate yet, so its custom fields could not be set.')
  }
  const notChanged = await editAffiliates(connection, [{ id: affiliate.id, custom_fields }])
  if (notChanged.length > 0) throw refusedEdit(notChanged)
}

/**
 * Refersion also lists an affiliate as not changed if it already had all the values. Of the values in an edit, only the
 * names come back in a form that can be compared.
 */
function differs(affiliate: Affiliate, { first_name, last_name }: AffiliateProfile): boolean {
  return (
    (first_name !== undefined && affiliate.first_name !== first_name) ||
    (last_name !== undefined && affiliate.last_name !== last_name)
  )
}

function refusedEdit(ids: number[]) {
  return new APIError(
    `Refersion did not change the affiliate with the id ${ids.join(
      ', '
    )}. Check the fields, and the ids in Custom Fields.`,
    422
  )
}
