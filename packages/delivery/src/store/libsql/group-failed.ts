import type { Database } from 'libsql'
import { FailureGroups } from './failure-groups'

/** Rows that are read at a time. */
const batch = 2000

type FailedColumns = [
  id: number,
  destination: number,
  subscription: number | null,
  code: string,
  message: string,
  status: number | null,
  settledAt: number
]

/** Groups the failed deliveries of a file of the version that had no groups. */
export function groupFailed(db: Database): void {
  const groups = new FailureGroups(db)
  groups.load()
  const failed = db
    .prepare(
      `SELECT id, destination, subscription, coalesce(code, ''), coalesce(message, ''), status, coalesce(settled_at, 0)
       FROM deliveries WHERE state = 4 AND id > ? ORDER BY id LIMIT ${batch}`
    )
    .raw()
  const write = db.prepare('UPDATE deliveries SET failure_group = ? WHERE id = ?')
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows = failed.all(after) as FailedColumns[]
    for (const [id, destination, subscription, code, message, status, at] of rows) {
      const reason = { code, message, ...(status !== null && { status }) }
      write.run(groups.join(destination, subscription ?? 0, reason, at), id)
    }
    after = rows.length === batch ? rows[batch - 1][0] : undefined
  }
  groups.flush()
}
