import { randomBytes } from 'node:crypto'
import { isServerUrl } from '../store/location'
import { StoreOpenError } from '../store/store'

/** What a process does: takes events in, delivers them, or both. */
export const roles = ['all', 'intake', 'worker'] as const

export type Role = typeof roles[number]

/** A short id for a process, so that its log lines and metrics can be told from those of others. */
export function newProcessId(): string {
  return randomBytes(4).toString('hex')
}

/**
 * A file belongs to one process, which has to do everything.
 * @param stores files, or URLs of servers
 * @throws StoreOpenError if a store is a file and the role is only a part
 */
export function refuseRole(role: Role, stores: string[]): void {
  const file = stores.find((store) => !isServerUrl(store))
  if (role === 'all' || file === undefined) return
  throw new StoreOpenError(
    `--role ${role} needs a store that several processes can use, and ${file} belongs to one. Give "store: postgres://…" in the config, or leave out --role.`
  )
}
