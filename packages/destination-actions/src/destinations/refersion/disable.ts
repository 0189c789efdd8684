import { PayloadValidationError, RetryableError } from '@segment/actions-core'
import { changeStatus } from './api'
import type { Connection } from './api'
import { chunk } from './chunk'
import { toEmail } from './email'
import { findByEmail, getAffiliates } from './find-affiliates'
import { toIdentifier } from './identifier'
import type { Affiliate } from './types'

const MAX_IDS_PER_CALL = 50

/** Identifies affiliates. The id is used before the code, and the code before the email. */
export interface AffiliateIdentity {
  affiliate_id?: string
  affiliate_code?: string
  email?: string
}

/**
 * Disables all affiliates that the payload identifies. It succeeds if there are none, or if they are disabled already,
 * because a deletion can arrive more than once.
 *
 * @returns the numeric ids of the affiliates that it disabled
 * @throws what {@link idsToDisable} throws, and the first reason why an affiliate could not be disabled
 */
export async function findAndDisable(connection: Connection, identity: AffiliateIdentity): Promise<number[]> {
  const ids = await idsToDisable(connection, identity)
  const [failure] = (await disableAffiliates(connection, ids)).values()
  if (failure) throw failure
  return ids
}

/**
 * Finds the affiliates that the payload identifies and that are not disabled yet.
 *
 * @returns their numeric ids
 * @throws PayloadValidationError if the payload identifies nobody; and what the calls of the API throw
 */
export async function idsToDisable(connection: Connection, identity: AffiliateIdentity): Promise<number[]> {
  const affiliates = await lookUp(connection, identity)
  return affiliates.filter(isEnabled).map(({ id }) => id)
}

/**
 * Disables affiliates, 50 with each call.
 *
 * @param ids numeric ids; duplicates are sent once
 * @returns the reason for each id that could not be disabled
 */
export async function disableAffiliates(connection: Connection, ids: number[]): Promise<Map<number, Error>> {
  const failures = new Map<number, Error>()
  for (const group of chunk([...new Set(ids)], MAX_IDS_PER_CALL)) {
    try {
      for (const id of await changeStatus(connection, group, 'DISABLED')) {
        // Another delivery may have been faster. The retry finds that out.
        failures.set(id, new RetryableError(`Refersion did not disable the affiliate with the id ${id}.`))
      }
    } catch (error) {
      for (const id of group) failures.set(id, error as Error)
    }
  }
  return failures
}

async function lookUp(connection: Connection, identity: AffiliateIdentity): Promise<Affiliate[]> {
  const affiliate_id = toIdentifier(identity.affiliate_id)
  if (affiliate_id !== undefined) return getAffiliates(connection, [{ id: toNumericId(affiliate_id) }])
  const affiliate_code = toIdentifier(identity.affiliate_code)
  if (affiliate_code !== undefined) return getAffiliates(connection, [{ affiliate_code }])

  const email = toEmail(identity.email)
  if (email === undefined) {
    throw new PayloadValidationError(
      "The event doesn't identify an affiliate. Map Email to a valid email address, or Affiliate Code or Affiliate ID to Refersion's identifier."
    )
  }
  const enabled = (await findByEmail(connection, email)).filter(isEnabled)
  return getAffiliates(
    connection,
    enabled.map(({ code }) => ({ affiliate_code: code }))
  )
}

function toNumericId(text: string): number {
  const id = /^\d+$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new PayloadValidationError('Affiliate ID must be a whole number from 1: the numeric ID in Refersion.')
  }
  return id
}

function isEnabled({ status }: { status?: unknown }) {
  return status !== 'DISABLED'
}
