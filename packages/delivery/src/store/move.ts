import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { movedKinds } from './movable'
import type { MovedKind, NoteName } from './movable'
import { arrivalOf, departureOf } from './moved'
import type { Arrival, Departure } from './moved'
import { StoreOpenError } from './store'
import type { Counts, Store } from './store'

/** Rows of the largest kind that one transaction writes: events with their bodies. */
const rowsAtOnce = 200

/** A move of a store. Both are opened with `isMoving`. */
export interface Move {
  from: Store
  to: Store
  /** The new one for people, without any secret. */
  shownTo: string
  /** Is told how many rows of a kind have been moved so far, by this run. */
  onProgress?: (kind: MovedKind, rows: number) => void
}

/** What a move has done. */
export interface Moved {
  /** It went on with what an earlier run had begun. */
  wasResumed: boolean
  /** By destination, of the new store. */
  counts: Record<string, Counts>
}

/**
 * Moves all that is in a store to another one, which must be empty, with all ids. It can be killed at any time: started again,
 * it goes on. From its start on, nothing else opens the old store; at its end, that says where everything is.
 * @throws StoreOpenError if a process uses the old store, or the new one holds something else, with what to do about it
 * @throws StoreUnavailableError
 */
export async function moveStore({ from, to, shownTo, onProgress }: Move, atOnce = rowsAtOnce): Promise<Moved> {
  await refuseOthers(from, to)
  const arrival = arrivalOf(await to.note('arrival'))
  const departure = await depart(from, arrival, to, shownTo)
  // A process that was just opening the old store may not have seen that.
  await refuseOthers(from)
  const wasResumed = arrival !== undefined
  if (!arrival) await begin(from, to, departure)
  const at = arrival ? arrival.at : { kind: movedKinds[0], after: 0 }
  if (at) await moveRows({ from, to, onProgress }, departure.move, at, atOnce)
  const counts = await to.counts()
  if (!isDeepStrictEqual(withoutNone(counts), withoutNone(await from.counts()))) {
    throw new Error(
      'The new store does not hold as much as the old one. It was left as it is; the old one has everything.'
    )
  }
  await keep(to, 'arrival', { move: departure.move })
  await keep(from, 'departure', { ...departure, isOver: true })
  return { wasResumed, counts }
}

/**
 * Gives up a move that is not over: the old store can be used again.
 * @returns false if there is none
 */
export async function giveUpMove(from: Store): Promise<boolean> {
  const departure = departureOf(await from.note('departure'))
  if (!departure || departure.isOver) return false
  await from.keepNote('departure', undefined)
  return true
}

async function refuseOthers(...stores: Store[]): Promise<void> {
  for (const store of stores) {
    await store.takeBack()
    if (!(await store.isUsedByOthers())) continue
    throw new StoreOpenError(
      'Another process has one of the two stores open. Stop deliver everywhere, and try again. A process that was killed counts for 30 seconds.'
    )
  }
}

/** From now on, the old store is left to this move. */
async function depart(from: Store, arrival: Arrival | undefined, to: Store, shownTo: string): Promise<Departure> {
  const before = departureOf(await from.note('departure'))
  if (arrival) {
    if (before?.move === arrival.move) return before
    throw new StoreOpenError(
      arrival.at
        ? `Part of another store was moved to ${shownTo}. Give an empty store.`
        : `Another store was moved to ${shownTo}. Give an empty store.`
    )
  }
  if (before?.isOver) throw new StoreOpenError(`All that was in this store was moved to ${before.to} already.`)
  if (!(await isEmpty(to))) throw new StoreOpenError(`${shownTo} holds something already. Give an empty store.`)
  const departure: Departure = { move: randomUUID(), to: shownTo, isOver: false }
  await keep(from, 'departure', departure)
  return departure
}

async function isEmpty(store: Store): Promise<boolean> {
  const page = { limit: 1 }
  const found = await Promise.all([
    store.exportRows('event', 0, 1),
    store.exportRows('pause', 0, 1),
    store.exportRows('replay', 0, 1),
    store.operations(page)
  ])
  return found.every((rows) => rows.length === 0)
}

/** What a store notes about itself moves with it. */
const movedNotes: NoteName[] = ['division', 'lastDivision']

async function begin(from: Store, to: Store, { move }: Departure): Promise<void> {
  for (const name of movedNotes) await to.keepNote(name, await from.note(name))
  await keep(to, 'arrival', { move, at: { kind: movedKinds[0], after: 0 } })
}

async function moveRows(
  { from, to, onProgress }: Pick<Move, 'from' | 'to' | 'onProgress'>,
  move: string,
  at: NonNullable<Arrival['at']>,
  atOnce: number
): Promise<void> {
  const kinds = movedKinds.slice(movedKinds.indexOf(at.kind as MovedKind))
  for (const kind of kinds) {
    let after = kind === at.kind ? at.after : 0
    for (let moved = 0, isMore = true; isMore; ) {
      const rows = await from.exportRows(kind, after, atOnce)
      isMore = rows.length === atOnce
      if (rows.length === 0) break
      after = rows[rows.length - 1].id
      const arrival: Arrival = { move, at: { kind, after } }
      await to.importRows(kind, rows, JSON.stringify(arrival))
      onProgress?.(kind, (moved += rows.length))
    }
  }
}

function keep(store: Store, name: 'departure', note: Departure): Promise<void>
function keep(store: Store, name: 'arrival', note: Arrival): Promise<void>
function keep(store: Store, name: NoteName, note: object): Promise<void> {
  return store.keepNote(name, JSON.stringify(note))
}

/** A store knows some destinations of which it has no deliveries any more. */
function withoutNone(counts: Record<string, Counts>): Record<string, Counts> {
  const some = Object.entries(counts).filter(([, of]) => Object.values(of).some((count) => count > 0))
  // Copied, as what another thread has made may have another prototype.
  return Object.fromEntries(some.map(([destination, of]) => [destination, { ...of }]))
}
