import type { Connection } from './api'
import { findAndDisable } from './disable'
import { toEmail } from './email'

/**
 * Deletes a user for Segment: disables the affiliates whose email address is one of the identifiers.
 *
 * Segment passes on only these two identifiers. Only an email address clearly identifies an affiliate: "5678" may be a
 * user of the source, and also the affiliate id of somebody else.
 *
 * @returns what was done, or why nothing was done, for the person who tests the destination
 * @throws what {@link findAndDisable} throws
 */
export async function deleteUser(
  connection: Connection,
  { userId, anonymousId }: { userId?: unknown; anonymousId?: unknown }
): Promise<{ output: string }> {
  const emails = new Set([userId, anonymousId].map(toEmail).filter((email): email is string => email !== undefined))
  if (emails.size === 0) {
    return {
      output:
        'No request was sent: neither the user ID nor the anonymous ID is an email address. Only an email address clearly identifies an affiliate.'
    }
  }
  const ids: number[] = []
  for (const email of emails) ids.push(...(await findAndDisable(connection, { email })))
  if (ids.length === 0) {
    return {
      output: 'Affiliates disabled: 0. Refersion has no affiliate with this email address that is not disabled.'
    }
  }
  return { output: `Affiliates disabled: ${ids.length}` }
}
