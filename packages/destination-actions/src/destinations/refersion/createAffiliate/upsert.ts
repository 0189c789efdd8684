import { APIError, PayloadValidationError, RetryableError } from '@segment/actions-core'
import { createAffiliate, editAffiliates, getAffiliate } from '../api'
import type { Connection } from '../api'
import { findByEmail, getAffiliates } from '../find-affiliates'
import type { Affiliate, AffiliateProfile } from '../types'
import { toChanges, toCustomFields, toNewAffiliate } from './affiliate'
import type { PayloadWithEmail } from './affiliate'

/**
 * Creates an affiliate, or updates the one that has this email: Segment identifies the same person again and again, and
 * delivers an event once more when it got no answer.
 *
 * @throws PayloadValidationError when there is neither an affiliate to update nor a name to create one
 * @throws APIError with Refersion's messages when it refuses the affiliate, or does not change it
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
  // If the answer is empty, nobody knows the code. The next identify call sets the custom fields.
  if (creation.code !== undefined) await setCustomFields(connection, creation.code, payload)
}

/**
 * @param refusal why Refersion refused to create the affiliate, if that can be another reason than the email. It is the
 * error when Refersion refuses the look-up, too.
 * @returns whether there is such an affiliate
 */
async function updateExisting(connection: Connection, payload: PayloadWithEmail, refusal?: APIError): Promise<boolean> {
  const changes = toChanges(payload)
  // An edit of nothing would be refused.
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

/** @returns the affiliates with this email, without reading them if they stay as they are; undefined if there is none */
async function lookUp(connection: Connection, email: string, leaveAsIs: boolean): Promise<Affiliate[] | undefined> {
  const found = await findByEmail(connection, email)
  if (leaveAsIs) return found.length > 0 ? [] : undefined
  const affiliates = await getAffiliates(
    connection,
    found.map(({ code }) => ({ affiliate_code: code }))
  )
  return affiliates.length > 0 ? affiliates : undefined
}

/** Whether Refersion would refuse the call again. The framework makes the code of an APIError of its status. */
function isRefusal(error: Error & { code?: string; status?: number }): boolean {
  return error.code !== undefined && error.code === String(error.status)
}

/** `/affiliate/new` takes no custom fields, and `/affiliate/edit` no code. */
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
 * Refersion lists an affiliate as not changed also when all was as it should be. Of what an edit sends, it shows the
 * names in a form that can be compared.
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
