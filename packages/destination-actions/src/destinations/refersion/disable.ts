import { PayloadValidationError, RetryableError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { changeStatus } from './api'
import type { Affiliate } from './types'
import { chunk } from './chunk'
import { isEmail } from './email'
import { findByEmail, getAffiliates } from './find-affiliates'

const MAX_IDS_PER_CALL = 50

/** What tells which affiliates are meant. The id goes before the code, and the code before the email. */
export interface AffiliateIdentity {
  affiliate_id?: number
  affiliate_code?: string
  email?: string
}

/**
 * Disables all affiliates that are meant. It is no error when there are none, or when they are disabled already: a
 * deletion may be delivered more than once.
 *
 * @returns the numeric ids of those that it disabled
 * @throws what {@link idsToDisable} throws, and the first reason why one of them could not be disabled
 */
export async function findAndDisable(request: RequestClient, identity: AffiliateIdentity): Promise<number[]> {
  const ids = await idsToDisable(request, identity)
  const [failure] = (await disableAffiliates(request, ids)).values()
  if (failure) throw failure
  return ids
}

/**
 * Finds the affiliates that are meant and not disabled yet.
 *
 * @returns their numeric ids
 * @throws PayloadValidationError when nothing says who is meant; and what the calls of the API throw
 */
export async function idsToDisable(request: RequestClient, identity: AffiliateIdentity): Promise<number[]> {
  const affiliates = await lookUp(request, identity)
  return affiliates.filter(isEnabled).map(({ id }) => id)
}

/**
 * Disables affiliates, 50 with each call.
 *
 * @param ids numeric ids; one that is given twice is sent once
 * @returns the reason for each id that could not be disabled
 */
export async function disableAffiliates(request: RequestClient, ids: number[]): Promise<Map<number, Error>> {
  const failures = new Map<number, Error>()
  for (const group of chunk([...new Set(ids)], MAX_IDS_PER_CALL)) {
    try {
      for (const id of await changeStatus(request, group, 'DISABLED')) {
        // Another delivery may have been faster, which the next attempt finds out.
        failures.set(id, new RetryableError(`Refersion did not disable the affiliate with the id ${id}.`))
      }
    } catch (error) {
      for (const id of group) failures.set(id, error as Error)
    }
  }
  return failures
}

async function lookUp(request: RequestClient, identity: AffiliateIdentity): Promise<Affiliate[]> {
  const { affiliate_id, affiliate_code } = identity
  if (affiliate_id !== undefined) return getAffiliates(request, [{ id: validId(affiliate_id) }])
  if (affiliate_code) return getAffiliates(request, [{ affiliate_code }])

  const email = identity.email?.trim()
  if (!isEmail(email)) {
    throw new PayloadValidationError(
      'Nothing says which affiliate to disable: map a valid email address to Email, or an identifier of Refersion to Affiliate Code or Affiliate ID.'
    )
  }
  const enabled = (await findByEmail(request, email)).filter(isEnabled)
  return getAffiliates(
    request,
    enabled.map(({ code }) => ({ affiliate_code: code }))
  )
}

/** The framework holds integers to no limits, and takes the text "1e400" for one. */
function validId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new PayloadValidationError(`Affiliate ID must be a whole number from 1, and not ${id}.`)
  }
  return id
}

function isEnabled({ status }: { status?: unknown }) {
  return status !== 'DISABLED'
}
