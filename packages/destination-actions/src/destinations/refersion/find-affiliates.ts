import { getAffiliate, searchAffiliates } from './api'
import type { Connection } from './api'
import { isSameEmail } from './email'
import type { Affiliate, AffiliateKey, FoundAffiliate } from './types'

/**
 * The affiliates with exactly this email address. Refersion's search also finds addresses that merely contain it:
 * `speter@example.com.au` for `peter@example.com`.
 *
 * @throws what {@link searchAffiliates} throws
 */
export async function findByEmail(connection: Connection, email: string): Promise<FoundAffiliate[]> {
  const found = await searchAffiliates(connection, email)
  return found.filter((affiliate) => isSameEmail(affiliate.email, email))
}

/**
 * The affiliates that exist for these ids or codes.
 *
 * @throws what {@link getAffiliate} throws
 */
export async function getAffiliates(connection: Connection, keys: AffiliateKey[]): Promise<Affiliate[]> {
  const affiliates = await Promise.all(keys.map((key) => getAffiliate(connection, key)))
  return affiliates.filter((affiliate): affiliate is Affiliate => affiliate !== undefined)
}
