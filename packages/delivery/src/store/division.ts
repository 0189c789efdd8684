import type { Store } from './store'

/** One of the stores that destinations are divided over. */
export interface Division {
  /** A file, or the URL of a server. */
  location: string
  /** Kept in the store: its ids begin with it. */
  number: number
  store: Store
}

/** Ids have at most 15 digits. The first two are the number of the store, which 0 leaves away. */
const idsOfEach = 1e13

/** Numbers go up to this one. */
export const lastDivision = 99

/** The id that something in a store has in all of them together. */
export function wholeId({ number }: Pick<Division, 'number'>, id: number): number {
  return number * idsOfEach + id
}

/** The number of the store that an id is of, and the id there. */
export function partsOfId(id: number): { number: number; local: number } {
  return { number: Math.floor(id / idsOfEach), local: id % idsOfEach }
}
