import { partsOfId } from './division'
import type { Division } from './division'
import type { DeliveryQuery, DeliveryRow } from './store'

/** Rows that are read at a time while those of a page before are skipped. */
const skippedAtOnce = 100

/** A row, and the store that it is in. */
export interface DividedRow {
  division: Division
  row: DeliveryRow
}

/** Where a page begins: after this row. */
interface Cursor {
  number: number
  local: number
  receivedAt: number
}

/**
 * A page of deliveries of several stores, the newest first. They are ordered by the time at which their events were
 * received, and in each store by their ids.
 * @param queries what to ask of each store, without `before`
 * @param before the id of the last delivery of the page before, in all stores together
 */
export async function listDivided(
  queries: Map<Division, Omit<DeliveryQuery, 'before'>>,
  before: number | undefined
): Promise<DividedRow[]> {
  const cursor = before === undefined ? undefined : await cursorOf([...queries.keys()], before)
  const lists = await Promise.all(
    [...queries].map(async ([division, query]) => {
      const rows = await pageOf(division, query, cursor)
      return rows.map((row) => ({ division, row }))
    })
  )
  const [first] = queries.values()
  return merged(lists, first?.limit ?? 0)
}

async function cursorOf(divisions: Division[], before: number): Promise<Cursor> {
  const { number, local } = partsOfId(before)
  const store = divisions.find((division) => division.number === number)?.store
  // It may have been removed: then its place is that of the next one.
  const [row] = (await store?.list({ before: local + 1, limit: 1 })) ?? []
  return { number, local, receivedAt: row?.receivedAt ?? Infinity }
}

async function pageOf(
  { number, store }: Division,
  query: Omit<DeliveryQuery, 'before'>,
  cursor: Cursor | undefined
): Promise<DeliveryRow[]> {
  if (!cursor) return store.list(query)
  if (cursor.number === number) return store.list({ ...query, before: cursor.local })
  const limit = Math.max(query.limit, skippedAtOnce)
  for (let before: number | undefined; ; ) {
    const rows: DeliveryRow[] = await store.list({ ...query, limit, ...(before !== undefined && { before }) })
    const from = rows.findIndex(({ receivedAt }) => isAfter(cursor, { number, receivedAt }))
    if (from >= 0) {
      const page = rows.slice(from, from + query.limit)
      const missing = rows.length === limit ? query.limit - page.length : 0
      if (missing === 0) return page
      return [...page, ...(await store.list({ ...query, limit: missing, before: rows[rows.length - 1].id }))]
    }
    if (rows.length < limit) return []
    before = rows[rows.length - 1].id
  }
}

/** Of two stores' deliveries of the same time, the one of the larger number comes first. */
function isAfter(
  first: { number: number; receivedAt: number },
  second: { number: number; receivedAt: number }
): boolean {
  return second.receivedAt === first.receivedAt ? second.number < first.number : second.receivedAt < first.receivedAt
}

function merged(lists: DividedRow[][], limit: number): DividedRow[] {
  const place = ({ division, row }: DividedRow) => ({ number: division.number, receivedAt: row.receivedAt })
  const rows: DividedRow[] = []
  while (rows.length < limit) {
    const heads = lists.filter((list) => list.length > 0)
    if (heads.length === 0) break
    const next = heads.reduce((first, list) => (isAfter(place(first[0]), place(list[0])) ? first : list))
    rows.push(next.shift() as DividedRow)
  }
  return rows
}
