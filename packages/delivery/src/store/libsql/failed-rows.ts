import type { JSONObject } from '@segment/actions-core'
import type { Database, Statement } from 'libsql'
import { conditionOf, isGroupOf, largestFirst, tallied } from '../failure-search'
import type { Found, SearchFrom, Tally } from '../failure-search'
import type { FailureFilter, FailureGroup } from '../failures'
import { stateNumbers } from './schema'

/** Rows that one step of a search looks at. */
const searchBatch = 2000

type GroupColumns = [
  id: number,
  destination: string,
  subscription: string | null,
  code: string,
  status: number | null,
  count: number,
  firstAt: number,
  lastAt: number,
  message: string | null
]

type CandidateColumns = [id: number, group: number, settledAt: number, body: string | null]

/** Finds failed deliveries. It writes nothing. A search takes steps, so that nobody else waits for long. */
export class FailedRows {
  private readonly groups: Statement
  private readonly groupsWithMessages: Statement
  private readonly candidates = new Map<string, Statement>()

  constructor(private readonly db: Database) {
    const groupsWith = (message: string) =>
      db
        .prepare(
          `SELECT g.id, n.name, s.name, g.code, g.status, g.count, g.first_at, g.last_at, ${message} FROM failure_groups g
           JOIN names n ON n.id = g.destination LEFT JOIN names s ON s.id = g.subscription WHERE g.count > 0`
        )
        .raw()
    this.groups = groupsWith('NULL')
    this.groupsWithMessages = groupsWith(
      '(SELECT d.message FROM deliveries d WHERE d.failure_group = g.id ORDER BY d.id DESC LIMIT 1)'
    )
  }

  /** The groups of these destinations, subscriptions and codes; the largest first. */
  failureGroups(_now: number, filter: FailureFilter): FailureGroup[] {
    return this.matching(this.groupsWithMessages, filter).sort(largestFirst)
  }

  private matching(groups: Statement, filter: FailureFilter): FailureGroup[] {
    return (groups.all() as GroupColumns[])
      .map(([id, destination, subscription, code, status, count, firstAt, lastAt, message]) => ({
        id,
        destination,
        ...(subscription !== null && { subscription }),
        code,
        ...(status !== null && { status }),
        message: message ?? '',
        count,
        firstAt,
        lastAt
      }))
      .filter((group) => isGroupOf(filter, group))
  }

  /** Looks among the next rows, and counts those that the filter takes. */
  tallyFailed(_now: number, filter: FailureFilter, from: number): { tallies: Tally[]; next?: number } {
    const { rows, next } = this.step(filter, { from, direction: 'up' })
    return { tallies: tallied(rows.map(([, group, at]) => ({ group, at }))), next }
  }

  /** Looks among the next rows for those that the filter takes: at most so many. */
  findFailed(_now: number, filter: FailureFilter, search: SearchFrom, limit: number): Found {
    const { rows, next } = this.step(filter, search)
    const ids = rows.slice(0, limit).map(([id]) => id)
    return { ids, next: rows.length > limit ? ids[limit - 1] : next }
  }

  private step(filter: FailureFilter, search: SearchFrom): { rows: CandidateColumns[]; next?: number } {
    const groups = this.matching(this.groups, filter).map(({ id }) => id)
    if (groups.length === 0) return { rows: [] }
    const meets = conditionOf(filter)
    const ofOneGroup = groups.length === 1
    const candidates = this.candidatesOf(ofOneGroup, search.direction, meets !== undefined)
    const rows = candidates.all(...(ofOneGroup ? groups : []), search.from) as CandidateColumns[]
    const { since = -Infinity, until = Infinity } = filter
    const among = new Set(groups)
    return {
      rows: rows.filter(([, group, at, body]) => {
        return among.has(group) && at >= since && at < until && (!meets || (body !== null && meets(parsed(body))))
      }),
      ...(rows.length === searchBatch && { next: rows[searchBatch - 1][0] })
    }
  }

  /** The next rows, in the order of their ids: an index has those of a group, and another one all that are failed. */
  private candidatesOf(ofOneGroup: boolean, direction: SearchFrom['direction'], hasBody: boolean): Statement {
    const [compare, order] = direction === 'up' ? ['>', 'ASC'] : ['<', 'DESC']
    const sql = `SELECT d.id, d.failure_group, d.settled_at, ${hasBody ? 'e.body' : 'NULL'}
      FROM deliveries d ${ofOneGroup ? 'INDEXED BY deliveries_in_group' : 'INDEXED BY deliveries_failed'}
      ${hasBody ? 'JOIN events e ON e.id = d.event' : ''}
      WHERE ${ofOneGroup ? 'd.failure_group = ?' : `d.state = ${stateNumbers.failed}`} AND d.id ${compare} ?
      ORDER BY d.id ${order} LIMIT ${searchBatch}`
    const prepared = this.candidates.get(sql) ?? this.db.prepare(sql).raw()
    this.candidates.set(sql, prepared)
    return prepared
  }
}

function parsed(body: string): JSONObject {
  return JSON.parse(body) as JSONObject
}
