import type { JSONObject } from '@segment/actions-core'
import { conditionOf, isGroupOf, largestFirst, tallied } from '../failure-search'
import type { FailedRowsReader, SearchFrom } from '../failure-search'
import type { FailureFilter, FailureGroup } from '../failures'
import type { Connections, Statement } from './connections'
import { stateNumbers } from './schema'

/** Rows that one step of a search looks at. */
const searchBatch = 2000

/** The first and the last one that failed, and the newest one's message, are in indexes: a group says only how many. */
const groups: Statement = {
  name: 'failure_groups',
  text: `SELECT g.id, n.name AS destination, s.name AS subscription, g.code, g.status, g.count,
      first.settled_at AS "firstAt", last.settled_at AS "lastAt", newest.message
    FROM (
        SELECT g.id, g.destination, g.subscription, g.code, g.status, (g.count + coalesce((
          SELECT sum(c.count) FROM delivery.failure_group_changes c WHERE c.failure_group = g.id), 0))::bigint AS count
        FROM delivery.failure_groups g
      ) g
      JOIN delivery.names n ON n.id = g.destination LEFT JOIN delivery.names s ON s.id = g.subscription
      CROSS JOIN LATERAL (
        SELECT settled_at FROM delivery.deliveries WHERE failure_group = g.id ORDER BY settled_at LIMIT 1
      ) first
      CROSS JOIN LATERAL (
        SELECT settled_at FROM delivery.deliveries WHERE failure_group = g.id ORDER BY settled_at DESC LIMIT 1
      ) last
      CROSS JOIN LATERAL (
        SELECT message FROM delivery.deliveries WHERE failure_group = g.id ORDER BY id DESC LIMIT 1
      ) newest
    WHERE g.count > 0`
}

interface GroupRow {
  id: number
  destination: string
  subscription: string | null
  code: string
  status: number
  count: number
  firstAt: number
  lastAt: number
  message: string | null
}

interface CandidateRow {
  id: number
  group: number
  at: number
  body: string | null
}

/** Finds failed deliveries. */
export class FailedRows implements FailedRowsReader {
  constructor(private readonly connections: Connections) {}

  async groups(filter: FailureFilter): Promise<FailureGroup[]> {
    const rows = await this.connections.read<GroupRow>(groups)
    return rows
      .map(
        ({ subscription, status, message, ...rest }): FailureGroup => ({
          ...rest,
          ...(subscription !== null && { subscription }),
          ...(status !== 0 && { status }),
          message: message ?? ''
        })
      )
      .filter((group) => isGroupOf(filter, group))
      .sort(largestFirst)
  }

  async tally(filter: FailureFilter, after: number) {
    const { rows, next } = await this.step(filter, { from: after, direction: 'up' })
    return { tallies: tallied(rows), next }
  }

  async find(filter: FailureFilter, search: SearchFrom, limit: number) {
    const { rows, next } = await this.step(filter, search)
    const ids = rows.slice(0, limit).map(({ id }) => id)
    return { ids, next: rows.length > limit ? ids[limit - 1] : next }
  }

  private async step(filter: FailureFilter, search: SearchFrom): Promise<{ rows: CandidateRow[]; next?: number }> {
    const found = (await this.groups(filter)).map(({ id }) => id)
    if (found.length === 0) return { rows: [] }
    const meets = conditionOf(filter)
    const group = found.length === 1 ? found : []
    const statement = candidates(group.length === 1, search.direction, meets !== undefined)
    const rows = await this.connections.read<CandidateRow>(statement, [search.from, ...group])
    const { since = -Infinity, until = Infinity } = filter
    const among = new Set(found)
    return {
      rows: rows.filter(({ group: of, at, body }) => {
        const isMet = !meets || (body !== null && meets(JSON.parse(body) as JSONObject))
        return among.has(of) && at >= since && at < until && isMet
      }),
      ...(rows.length === searchBatch && { next: rows[searchBatch - 1].id })
    }
  }
}

/** The next rows, in the order of their ids: an index has those of a group, and another one all that are failed. */
function candidates(ofGroup: boolean, direction: SearchFrom['direction'], hasBody: boolean): Statement {
  const [compare, order] = direction === 'up' ? ['>', 'ASC'] : ['<', 'DESC']
  return {
    name: `failed_${ofGroup ? 'of_group' : 'of_all'}_${direction}${hasBody ? '_with_body' : ''}`,
    text: `SELECT d.id, d.failure_group AS group, d.settled_at AS at, ${hasBody ? 'b.body' : 'NULL AS body'}
      FROM delivery.deliveries d ${hasBody ? 'LEFT JOIN delivery.bodies b ON b.event = d.event' : ''}
      WHERE ${ofGroup ? 'd.failure_group >= $2 AND d.failure_group <= $2' : `d.state = ${stateNumbers.failed}`}
        AND d.id ${compare} $1
      ORDER BY ${ofGroup ? `d.failure_group ${order}, ` : ''}d.id ${order} LIMIT ${searchBatch}`
  }
}
