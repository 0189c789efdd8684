import type { DividedRow } from './divided-list'
import { partsOfId, wholeId } from './division'
import type { Division } from './division'
import type { FailureFilter, FailureGroup, Page } from './failures'
import type { DeliveryRow, Store } from './store'

/** Failed deliveries of several stores: in the order of their ids, so store by store. */
export class DividedFailures {
  private readonly ascending: Division[]

  /** @param rows translates rows of stores */
  constructor(
    private readonly divisions: readonly [Division, ...Division[]],
    private readonly of: (destination: string) => Division,
    private readonly rows: (found: DividedRow[]) => Promise<DeliveryRow[]>
  ) {
    this.ascending = [...divisions].sort((one, other) => one.number - other.number)
  }

  async groups(filter: FailureFilter): Promise<FailureGroup[]> {
    const groups = await Promise.all(
      this.asked(filter).map(async ({ division, own }) =>
        (await division.store.failureGroups(own)).map((group) => ({ ...group, id: wholeId(division, group.id) }))
      )
    )
    return groups.flat().sort((one, other) => other.count - one.count || one.id - other.id)
  }

  async list(filter: FailureFilter, { limit, before = Infinity }: Page) {
    const found: DividedRow[] = []
    for (const { division, own } of this.asked(filter).reverse()) {
      if (found.length === limit || wholeId(division, 0) >= before) continue
      const { number, local } = partsOfId(before)
      const page = { limit: limit - found.length, ...(number === division.number && { before: local }) }
      found.push(...(await division.store.failures(own, page)).map((row) => ({ division, row })))
    }
    return this.rows(found)
  }

  async ids(filter: FailureFilter, after: number, limit: number): Promise<{ ids: number[]; next?: number }> {
    const from = partsOfId(after)
    const asked = this.asked(filter).filter(({ division }) => division.number >= from.number)
    const ids: number[] = []
    for (const [index, { division, own }] of asked.entries()) {
      const start = division.number === from.number ? from.local : 0
      const found = await division.store.failedIds(own, start, limit - ids.length)
      ids.push(...found.ids.map((id) => wholeId(division, id)))
      if (found.next !== undefined) return { ids, next: wholeId(division, found.next) }
      const following = asked[index + 1]
      if (ids.length >= limit && following) return { ids, next: wholeId(following.division, 0) }
    }
    return { ids }
  }

  /**
   * Changes deliveries in their stores.
   * @param operation of the first store
   * @param change says how many it has changed; 0 as operation counts for none
   */
  async change(
    ids: number[],
    operation: number,
    change: (store: Store, own: number[], operation: number) => Promise<number>
  ): Promise<number> {
    const [first] = this.divisions
    let changed = 0
    for (const division of this.ascending) {
      const own = ids.map(partsOfId).flatMap(({ number, local }) => (number === division.number ? [local] : []))
      if (own.length === 0) continue
      const isFirst = division === first
      const count = await change(division.store, own, isFirst ? partsOfId(operation).local : 0)
      if (!isFirst && count > 0) await first.store.countForOperation(partsOfId(operation).local, count)
      changed += count
    }
    return changed
  }

  /** The stores to ask in ascending order, and what. */
  private asked({ group, ...filter }: FailureFilter): { division: Division; own: FailureFilter }[] {
    const { destination } = filter
    const ofGroup = group === undefined ? undefined : partsOfId(group)
    return this.ascending
      .filter((division) => destination === undefined || this.of(destination) === division)
      .filter((division) => ofGroup === undefined || ofGroup.number === division.number)
      .map((division) => ({ division, own: { ...filter, ...(ofGroup && { group: ofGroup.local }) } }))
  }
}
