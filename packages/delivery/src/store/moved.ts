/** What a store that is moved, or was, notes about it: where to, and whether all is there. */
export interface Departure {
  /** The same id is in the arrival of the other store. */
  move: string
  /** For people: without any secret. */
  to: string
  isOver: boolean
}

/** What a store notes about the move that fills it: how far it is. */
export interface Arrival {
  move: string
  /** The kind of rows, and the id of the last one. Absent when all is there. */
  at?: { kind: string; after: number }
}

export function departureOf(note: string | undefined): Departure | undefined {
  return note === undefined ? undefined : (JSON.parse(note) as Departure)
}

export function arrivalOf(note: string | undefined): Arrival | undefined {
  return note === undefined ? undefined : (JSON.parse(note) as Arrival)
}

/**
 * Why a store can't be opened, in words for people; undefined if no move keeps it from that.
 * @param notes as the store has them
 */
export function moveProblem(notes: { departure?: string; arrival?: string }): string | undefined {
  const departure = departureOf(notes.departure)
  if (departure?.isOver) return `All that was in this store was moved to ${departure.to}. Give that one as "store".`
  if (departure) return `This store is being moved to ${departure.to}. Run deliver with --move-to again to go on.`
  if (arrivalOf(notes.arrival)?.at) {
    return 'Another store is being moved to this one. Run deliver with --move-to again to go on.'
  }
  return undefined
}
