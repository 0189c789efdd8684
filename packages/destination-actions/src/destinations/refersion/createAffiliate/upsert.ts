import { APIError, PayloadValidationError, RetryableError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { createAffiliate, editAffiliates, getAffiliate } from '../api'
import type { Affiliate, AffiliateProfile } from '../types'
import { isSameEmail } from '../email'
import { findByEmail, getAffiliates } from '../find-affiliates'
import { toChanges, toCustomFields, toNewAffiliate } from './affiliate'
import type { PayloadWithEmail } from './affiliate'

/**
 * Makes an affiliate, or updates the one that has this email: Segment identifies the same person again and again, and
 * delivers an event once more when it got no answer.
 *
 * @throws PayloadValidationError when there is neither an affiliate to update nor a name to make one
 * @throws APIError with Refersion's messages when it refuses the affiliate, or does not change it
 * @throws what the calls of the API throw
 */
export async function upsertAffiliate(request: RequestClient, payload: PayloadWithEmail): Promise<void> {
  const newAffiliate = toNewAffiliate(payload)
  if (!newAffiliate) {
    if (await updateExisting(request, payload)) return
    throw new PayloadValidationError(
      'There is no affiliate with this email, and to create one a name is needed: map Name, or First Name and Last Name.'
    )
  }

  let code: string | undefined
  try {
    code = await createAffiliate(request, newAffiliate)
  } catch (error) {
    // 422 is also the answer to an email that is taken.
    const mayExist = error instanceof APIError && error.status === 422
    if (mayExist && (await updateExisting(request, payload))) return
    throw error
  }
  // After an empty 200 nobody knows the code: the custom fields have to wait for the next identify call.
  if (code !== undefined) await setCustomFields(request, code, payload)
}

/** @returns whether there is such an affiliate */
async function updateExisting(request: RequestClient, payload: PayloadWithEmail): Promise<boolean> {
  const found = await findByEmail(request, payload.email)
  if (payload.existing_affiliate === 'skip') return found.length > 0

  const affiliates = await getAffiliates(
    request,
    found.map(({ code }) => ({ affiliate_code: code }))
  )
  if (affiliates.length === 0) return false

  const changes = toChanges(payload)
  const notChanged = await editAffiliates(
    request,
    affiliates.map(({ id }) => ({ id, ...changes }))
  )
  const refused = affiliates.filter((affiliate) => notChanged.includes(affiliate.id) && differs(affiliate, changes))
  if (refused.length > 0) throw refusedEdit(refused.map(({ id }) => id))
  return true
}

/** `/affiliate/new` takes no custom fields, and `/affiliate/edit` no code. */
async function setCustomFields(request: RequestClient, code: string, payload: PayloadWithEmail): Promise<void> {
  const custom_fields = toCustomFields(payload)
  if (custom_fields.length === 0) return

  const affiliate = await getAffiliate(request, { affiliate_code: code })
  if (!affiliate) {
    throw new RetryableError('Refersion does not show the new affiliate yet, so its custom fields could not be set.')
  }
  const notChanged = await editAffiliates(request, [{ id: affiliate.id, custom_fields }])
  if (notChanged.length > 0) throw refusedEdit(notChanged)
}

/**
 * Refersion lists an affiliate as not changed also when all was as it should be. Of what an edit sends, it shows these
 * three in a form that can be compared.
 */
function differs(affiliate: Affiliate, { first_name, last_name, email }: AffiliateProfile): boolean {
  return (
    (first_name !== undefined && affiliate.first_name !== first_name) ||
    (last_name !== undefined && affiliate.last_name !== last_name) ||
    !isSameEmail(String(affiliate.email), email)
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
