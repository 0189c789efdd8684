import { partsOfId, wholeId } from './division'
import type { Division } from './division'
import type { NewReplay, Replay, ReplayBatch, ReplayPosition } from './replays'
import type { Counts, NewEvent } from './store'

/** What the other stores call their parts of a replay. No identity that is a hash begins like this. */
const partOf = 'part of '

/** The most replays in a list. */
const mostReplays = 100

/** How to divide. */
interface Dividing {
  divisions: readonly Division[]
  of: (destination: string | undefined) => Division
  /** The parts of events by the store that gets them, each with the index of its event. */
  split: (events: NewEvent[]) => Map<Division, { index: number; part: NewEvent }[]>
}

/**
 * Replays whose events go to several stores. A replay is kept in the store of its destination or, without one, in the first
 * one, which has its position and all its events. The others have a part of it, with the events that have deliveries there.
 * The parts are stored first. If that is repeated, they ignore what they have.
 */
export class DividedReplays {
  /** The ids of parts in their stores, and the ids of the whole replays by the ids in stores. */
  private readonly parts = new Map<string, number>()
  private readonly wholes = new Map<string, number>()

  constructor(private readonly dividing: Dividing) {}

  async start(replay: NewReplay, again: boolean): Promise<{ replay: Replay; isNew: boolean }> {
    const home = this.dividing.of(replay.destination)
    const started = await home.store.startReplay(replay, again)
    return { ...started, replay: await this.whole(home, started.replay) }
  }

  async store(id: number, batch: ReplayBatch): Promise<Replay | undefined> {
    const { home, local } = this.find(id)
    const replay = await home?.store.replay(local)
    if (!home || !replay) return undefined
    if (replay.state !== 'storing' || !isSame(replay.position, batch.at)) return this.whole(home, replay)
    const split = this.dividing.split(batch.events)
    const here = new Map((split.get(home) ?? []).map(({ index, part }) => [index, part]))
    for (const [division, parts] of split) {
      const events = parts.map(({ part }) => part)
      if (division !== home) await this.storePart(division, id, replay, events, batch)
    }
    // The home has all events, so that it counts them and knows duplicates.
    const events = batch.events.map((event, index) => here.get(index) ?? { ...event, deliveries: [] })
    const stored = await home.store.storeReplayed(local, { ...batch, events })
    return stored && this.whole(home, stored)
  }

  async get(id: number): Promise<Replay | undefined> {
    const { home, local } = this.find(id)
    const replay = await home?.store.replay(local)
    return home && replay && !isPart(replay) ? this.whole(home, replay) : undefined
  }

  async list(): Promise<Replay[]> {
    const lists = await Promise.all(
      this.dividing.divisions.map(async (division) => ({ division, replays: await division.store.replays() }))
    )
    const homes = lists.flatMap(({ division, replays }) =>
      replays.filter((one) => !isPart(one)).map((one) => ({ division, replay: one }))
    )
    const newest = homes
      .sort((one, other) => other.replay.startedAt - one.replay.startedAt || other.replay.id - one.replay.id)
      .slice(0, mostReplays)
    return Promise.all(newest.map(({ division, replay }) => this.whole(division, replay)))
  }

  /** The id of a replay in a store; undefined if that has nothing of it. */
  async idIn(division: Division, id: number): Promise<number | undefined> {
    const { number, local } = partsOfId(id)
    return number === division.number ? local : this.part(division, id)
  }

  /** The id of the replay that one of a store is, or is a part of. */
  async idOf(division: Division, local: number): Promise<number> {
    const key = `${division.number} ${local}`
    let whole = this.wholes.get(key)
    if (whole === undefined) {
      const replay = await division.store.replay(local)
      whole = replay && isPart(replay) ? Number(replay.identity.slice(partOf.length)) : wholeId(division, local)
      this.wholes.set(key, whole)
    }
    return whole
  }

  private async storePart(
    division: Division,
    id: number,
    { title, source }: Replay,
    events: NewEvent[],
    { next }: ReplayBatch
  ): Promise<void> {
    const part = { identity: `${partOf}${id}`, title, source, options: {} }
    let { replay } = await division.store.startReplay(part, false)
    this.parts.set(`${division.number} ${id}`, replay.id)
    // Its position only tells whether another process has stored something meanwhile.
    for (let isStored = false; !isStored; ) {
      const batch = { at: replay.position, next, events, skipped: 0, bad: 0, isLast: false }
      const stored = await division.store.storeReplayed(replay.id, batch)
      if (!stored) throw new Error('The store does not have its part of the replay any more.')
      isStored = isSame(stored.position, next)
      replay = stored
    }
  }

  private async whole(home: Division, replay: Replay): Promise<Replay> {
    const id = wholeId(home, replay.id)
    if (replay.destination !== undefined) return { ...replay, id }
    let { counts } = replay
    for (const division of this.dividing.divisions) {
      const local = division === home ? undefined : await this.part(division, id)
      const part = local === undefined ? undefined : await division.store.replay(local)
      if (part) counts = addCounts(counts, part.counts)
    }
    return { ...replay, id, counts }
  }

  private async part(division: Division, id: number): Promise<number | undefined> {
    const key = `${division.number} ${id}`
    const known = this.parts.get(key)
    if (known !== undefined) return known
    const found = (await division.store.replays()).find(({ identity }) => identity === `${partOf}${id}`)
    if (found) this.parts.set(key, found.id)
    return found?.id
  }

  private find(id: number): { home?: Division; local: number } {
    const { number, local } = partsOfId(id)
    return { home: this.dividing.divisions.find((division) => division.number === number), local }
  }
}

function isSame(one: ReplayPosition, other: ReplayPosition): boolean {
  return one.file === other.file && one.record === other.record && one.bytes === other.bytes
}

function isPart({ identity }: Replay): boolean {
  return identity.startsWith(partOf)
}

export function addCounts(one: Counts, other: Counts): Counts {
  const { pending, inFlight, delivered, filtered, failed } = other
  return {
    pending: one.pending + pending,
    inFlight: one.inFlight + inFlight,
    delivered: one.delivered + delivered,
    filtered: one.filtered + filtered,
    failed: one.failed + failed
  }
}
