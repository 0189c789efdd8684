import type { RequestClient } from '@segment/actions-core'
import { getAffiliate, searchAffiliates } from './api'
import type { Affiliate, AffiliateKey, FoundAffiliate } from './types'
import { isSameEmail } from './email'

/**
 * The affiliates with exactly this email address. Refersion's search also finds addresses that merely contain it:
 * `speter@example.com.au` for `peter@example.com`.
 *
 * @throws what {@link searchAffiliates} throws
 */
export async function findByEmail(request: RequestClient, email: string): Promise<FoundAffiliate[]> {
  const found = await searchAffiliates(request, email)
  return found.filter((affiliate) => isSameEmail(affiliate.email, email))
}

/**
 * The affiliates that there are for these ids or codes.
 *
 * @throws what {@link getAffiliate} throws
 */
export async function getAffiliates(request: RequestClient, keys: AffiliateKey[]): Promise<Affiliate[]> {
  const affiliates = await Promise.all(keys.map((key) => getAffiliate(request, key)))
  return affiliates.filter((affiliate): affiliate is Affiliate => affiliate !== undefined)
}
