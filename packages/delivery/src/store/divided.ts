import type { RateLimit } from '../catalog'
import { DividedFailures } from './divided-failures'
import { listDivided } from './divided-list'
import type { DividedRow } from './divided-list'
import { addCounts, DividedReplays } from './divided-replays'
import { partsOfId, wholeId } from './division'
import type { Division } from './division'
import type { FailureFilter, Operation, Page } from './failures'
import type { NewReplay, ReplayBatch } from './replays'
import type { Accepted, Backlog, Claimed, ClaimRequest, Counts, DeliveryDetails, DeliveryQuery } from './store'
import type { DeliveryRow, NewEvent, Pause, Settled, Settlement, Store } from './store'
import type { NoteName } from './movable'
import { DividedEvents } from './divided-events'

/**
 * Several stores as one, each with its own destinations. Each store gets the events that have deliveries there, with only
 * these deliveries. An event without deliveries goes to the first store, which also has the operators' log.
 */
export class DividedStore implements Store {
  readonly onChange?: (listener: () => void) => void
  private readonly parts: DividedReplays
  private readonly failed: DividedFailures
  private readonly stored: DividedEvents

  /**
   * @param divisions the first one has all destinations that have no other
   * @param locationOf where the deliveries of a destination are
   */
  constructor(
    private readonly divisions: readonly [Division, ...Division[]],
    private readonly locationOf: (destination: string) => string | undefined
  ) {
    const of = (destination: string | undefined) => this.of(destination)
    this.parts = new DividedReplays({ divisions, of, split: (events) => this.split(events) })
    this.failed = new DividedFailures(divisions, of, (found) => this.rows(found))
    this.stored = new DividedEvents(divisions)
    const shared = divisions.filter(({ store }) => store.onChange !== undefined)
    if (shared.length > 0) this.onChange = (listener) => shared.forEach(({ store }) => store.onChange?.(listener))
  }

  /** If a store fails, all is refused. What another one has accepted is a duplicate there when it comes again. */
  async accept(events: NewEvent[]): Promise<Accepted[]> {
    const split = [...this.split(events)]
    if (split.length <= 1)
      return split.length === 0 ? [] : split[0][0].store.accept(split[0][1].map(({ part }) => part))
    const outcomes: Accepted[][] = events.map(() => [])
    await allOrFirstError(
      split.map(async ([{ store }, parts]) => {
        const accepted = await store.accept(parts.map(({ part }) => part))
        parts.forEach(({ index }, at) => outcomes[index].push(accepted[at]))
      })
    )
    return outcomes.map(
      // If it is new in one store only, the others have it of an earlier try.
      (of) => (['accepted', 'conflict'] as const).find((one) => of.includes(one)) ?? 'duplicate'
    )
  }

  async claim(requests: ClaimRequest[]): Promise<Claimed[]> {
    const asked = grouped(requests, ({ destination }) => this.of(destination))
    const answers = await Promise.allSettled(
      [...asked].map(async ([division, own]) => {
        const claimed = await division.store.claim(own)
        return claimed.map((one) => ({ ...one, id: wholeId(division, one.id) }))
      })
    )
    // What others gave must not be lost.
    const given = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const refused = answers.find((answer) => answer.status === 'rejected')
    if (refused && given.length === 0) throw refused.reason
    return requests.flatMap(({ destination }) => given.filter((one) => one.destination === destination))
  }

  async settle(settlements: Settlement[]): Promise<Settled[]> {
    const settled = new Map<Settlement, Settled>()
    await allOrFirstError(
      [...grouped(settlements, ({ id }) => this.withId(id))].map(async ([division, own]) => {
        const local = own.map((one) => ({ ...one, id: partsOfId(one.id).local }))
        const answers = (await division?.store.settle(local)) ?? []
        own.forEach((one, index) => settled.set(one, answers[index]))
      })
    )
    return settlements.map((one) => settled.get(one))
  }

  async renew(): Promise<boolean> {
    return (await this.each(({ store }) => store.renew())).every(Boolean)
  }

  async takeBack(): Promise<number> {
    return sum(await this.each(({ store }) => store.takeBack()))
  }

  permit(destination: string, limit: RateLimit) {
    return this.of(destination).store.permit(destination, limit)
  }

  pause(destination: string, pause: Pause) {
    return this.of(destination).store.pause(destination, pause)
  }

  resume(destination: string) {
    return this.of(destination).store.resume(destination)
  }

  async pauses(): Promise<Record<string, Pause>> {
    const pauses = await this.each(async (division) =>
      Object.entries(await division.store.pauses()).filter(([destination]) => this.of(destination) === division)
    )
    return Object.fromEntries(pauses.flat())
  }

  async failOrphans(kept: { destination: string; subscriptions: string[] }[]): Promise<number> {
    const failed = await this.each((division) =>
      division.store.failOrphans(kept.filter(({ destination }) => this.of(destination) === division))
    )
    return sum(failed)
  }

  async prune(): Promise<number> {
    return sum(await this.each(({ store }) => store.prune()))
  }

  /** An event that is in two stores counts twice. */
  async erase(person: string): Promise<number> {
    return sum(await this.each(({ store }) => store.erase(person)))
  }

  async counts(): Promise<Record<string, Counts>> {
    return mergedBy(await this.each(({ store }) => store.counts()), addCounts)
  }

  async backlogs(): Promise<Record<string, Backlog>> {
    return mergedBy(await this.each(({ store }) => store.backlogs()), (one, other) => {
      const times = [one, other].flatMap(({ oldestReceivedAt }) => oldestReceivedAt ?? [])
      return times.length === 0 ? {} : { oldestReceivedAt: Math.min(...times) }
    })
  }

  async nextDue(): Promise<Record<string, number>> {
    return mergedBy(await this.each(({ store }) => store.nextDue()), Math.min)
  }

  async list(query: DeliveryQuery): Promise<DeliveryRow[]> {
    const { destination, before, replay, ...rest } = query
    const queries = new Map<Division, Omit<DeliveryQuery, 'before'>>()
    for (const division of destination === undefined ? this.divisions : [this.of(destination)]) {
      const local = replay === undefined ? undefined : await this.parts.idIn(division, replay)
      if (replay !== undefined && local === undefined) continue
      queries.set(division, {
        ...rest,
        ...(destination !== undefined && { destination }),
        ...(local && { replay: local })
      })
    }
    return this.rows(await listDivided(queries, before))
  }

  async details(id: number): Promise<DeliveryDetails | undefined> {
    const division = this.withId(id)
    const details = await division?.store.details(partsOfId(id).local)
    if (!division || !details) return undefined
    const { corrects, correctedBy } = details
    return {
      ...details,
      ...(await this.row(division, details)),
      ...(corrects !== undefined && { corrects: wholeId(division, corrects) }),
      ...(correctedBy && { correctedBy: correctedBy.map((one) => wholeId(division, one)) })
    }
  }

  startReplay(replay: NewReplay, again: boolean) {
    return this.parts.start(replay, again)
  }

  storeReplayed(id: number, batch: ReplayBatch) {
    return this.parts.store(id, batch)
  }

  replay(id: number) {
    return this.parts.get(id)
  }

  replays() {
    return this.parts.list()
  }

  storedEvents(after: number, limit: number, period: { from?: number; to?: number }) {
    return this.stored.next(after, limit, period)
  }

  failureGroups(filter: FailureFilter) {
    return this.failed.groups(filter)
  }

  failures(filter: FailureFilter, page: Page) {
    return this.failed.list(filter, page)
  }

  failedIds(filter: FailureFilter, after: number, limit: number) {
    return this.failed.ids(filter, after, limit)
  }

  resend(ids: number[], unordered: string[], operation: number) {
    return this.failed.change(ids, operation, (store, own, counted) => store.resend(own, unordered, counted))
  }

  discard(ids: number[], operation: number) {
    return this.failed.change(ids, operation, (store, own, counted) => store.discard(own, counted))
  }

  async correct(id: number, event: NewEvent, operation: number): Promise<number[] | undefined> {
    let made: number[] | undefined
    await this.failed.change([id], operation, async (store, [local], counted) => {
      const division = this.withId(id) as Division
      const ids = await store.correct(local, event, counted)
      made = ids?.map((one) => wholeId(division, one))
      return ids ? 1 : 0
    })
    return made
  }

  async logOperation(operation: Omit<Operation, 'id' | 'at'>): Promise<number> {
    const [first] = this.divisions
    return wholeId(first, await first.store.logOperation(operation))
  }

  countForOperation(operation: number, count: number) {
    return this.divisions[0].store.countForOperation(partsOfId(operation).local, count)
  }

  async operations({ limit, before }: Page): Promise<Operation[]> {
    const [first] = this.divisions
    const page = { limit, ...(before !== undefined && { before: partsOfId(before).local }) }
    return (await first.store.operations(page)).map((one) => ({ ...one, id: wholeId(first, one.id) }))
  }

  async space() {
    const spaces = (await this.each(({ store }) => store.space())).flatMap((space) => space ?? [])
    return spaces.length === 0 ? undefined : { freeBytes: Math.min(...spaces.map(({ freeBytes }) => freeBytes)) }
  }

  note(name: NoteName) {
    return this.divisions[0].store.note(name)
  }

  keepNote(name: NoteName, value: string | undefined) {
    return this.divisions[0].store.keepNote(name, value)
  }

  async isUsedByOthers() {
    return (await this.each(({ store }) => store.isUsedByOthers())).some(Boolean)
  }

  exportRows(): never {
    throw new Error('Stores are moved one by one.')
  }

  importRows(): never {
    throw new Error('Stores are moved one by one.')
  }

  async close(): Promise<void> {
    await this.each(({ store }) => store.close())
  }

  private of(destination: string | undefined): Division {
    const location = destination === undefined ? undefined : this.locationOf(destination)
    return this.divisions.find((division) => division.location === location) ?? this.divisions[0]
  }

  private withId(id: number): Division | undefined {
    const { number } = partsOfId(id)
    return this.divisions.find((division) => division.number === number)
  }

  /** All of them, also if one fails. */
  private each<Result>(ask: (division: Division) => Promise<Result>): Promise<Result[]> {
    return allOrFirstError(this.divisions.map(ask))
  }

  /** The parts of events by the store that gets them, each with the index of its event. */
  private split(events: NewEvent[]): Map<Division, { index: number; part: NewEvent }[]> {
    const parts = events.flatMap((event, index) => {
      const deliveries = grouped(event.deliveries, ({ destination }) => this.of(destination))
      if (deliveries.size === 0) return [{ division: this.divisions[0], index, part: event }]
      return [...deliveries].map(([division, own]) => ({ division, index, part: { ...event, deliveries: own } }))
    })
    return grouped(parts, ({ division }) => division)
  }

  private rows(found: DividedRow[]): Promise<DeliveryRow[]> {
    return Promise.all(found.map(({ division, row }) => this.row(division, row)))
  }

  private async row(division: Division, row: DeliveryRow): Promise<DeliveryRow> {
    const { replay } = row
    const of = replay === undefined ? {} : { replay: await this.parts.idOf(division, replay) }
    return { ...row, id: wholeId(division, row.id), ...of }
  }
}

/** Waits for all, and then throws the first error. */
async function allOrFirstError<Result>(all: Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(all)
  return Promise.all(all)
}

function grouped<Item, Key>(items: Item[], by: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return groups
}

function mergedBy<Value>(
  records: Record<string, Value>[],
  merge: (one: Value, other: Value) => Value
): Record<string, Value> {
  const merged: Record<string, Value> = {}
  for (const [key, value] of records.flatMap((record) => Object.entries(record))) {
    merged[key] = Object.hasOwn(merged, key) ? merge(merged[key], value) : value
  }
  return merged
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
