import { DividedStore } from './divided'
import { lastDivision } from './division'
import type { Division } from './division'
import { shownStore } from './location'
import { StoreOpenError } from './store'
import type { Store } from './store'

/** What a config says of its stores. */
export interface DividedConfig {
  store: string
  destinations: { name: string; store?: string }[]
}

/** Where the deliveries of a destination are. */
export function locationOf({ store }: DividedConfig, destination: { store?: string }): string {
  return destination.store ?? store
}

/** All stores of a config, without doubles: the one for all destinations first. */
export function locationsOf(config: DividedConfig): [string, ...string[]] {
  const others = config.destinations.map((destination) => locationOf(config, destination))
  return [...new Set([config.store, ...others])] as [string, ...string[]]
}

/**
 * Opens the stores of a config as one.
 * @throws StoreOpenError; none is open then
 */
export async function openStoresOf(config: DividedConfig, open: (location: string) => Promise<Store>): Promise<Store> {
  const divisions = await openDivisions(locationsOf(config), open)
  return wholeOf(divisions, (name) => config.destinations.find((destination) => destination.name === name)?.store)
}

/** Stores that are open. The first one has all destinations that have no other. */
export type Divisions = readonly [Division, ...Division[]]

/**
 * Opens the stores that destinations are divided over. Each has a number, which it keeps: so ids stay what they are,
 * whatever stores are added later. The first one that was ever used has 0, with which ids are as if it were alone.
 * @param locations without doubles
 * @throws StoreOpenError; none is open then
 */
export async function openDivisions(
  locations: readonly [string, ...string[]],
  open: (location: string) => Promise<Store>
): Promise<Divisions> {
  const opened: { location: string; store: Store }[] = []
  try {
    for (const location of locations) opened.push({ location, store: await open(location) })
    const [first, ...others] = opened
    if (others.length === 0 && (await first.store.note('division')) === undefined) return [{ ...first, number: 0 }]
    return await numbered(opened)
  } catch (error) {
    for (const { store } of opened) await store.close().catch(() => undefined)
    throw error
  }
}

/** The stores as one. */
export function wholeOf(divisions: Divisions, locationOf: (destination: string) => string | undefined): Store {
  const [first] = divisions
  return divisions.length === 1 && first.number === 0 ? first.store : new DividedStore(divisions, locationOf)
}

async function numbered(opened: { location: string; store: Store }[]): Promise<Divisions> {
  const noted = await Promise.all(opened.map(({ store }) => store.note('division')))
  const taken = new Map<number, string>()
  for (const [index, note] of noted.entries()) {
    if (note === undefined) continue
    const { location } = opened[index]
    const other = taken.get(Number(note))
    if (other !== undefined) {
      throw new StoreOpenError(
        `The stores ${shownStore(other)} and ${shownStore(
          location
        )} have the same number, so one of them is a copy, or both were the "store" of a config. Give only one of them.`
      )
    }
    taken.set(Number(note), location)
  }
  const given = await Promise.all(opened.map(async ({ store }) => Number((await store.note('lastDivision')) ?? 0)))
  let last = Math.max(...given, ...taken.keys())
  const divisions: Division[] = []
  for (const [index, { location, store }] of opened.entries()) {
    const note = noted[index]
    const number = note !== undefined ? Number(note) : index === 0 && !taken.has(0) ? 0 : ++last
    if (number > lastDivision)
      throw new StoreOpenError(`There can be ${lastDivision + 1} stores, and this is one more.`)
    if (note === undefined) await store.keepNote('division', String(number))
    taken.set(number, location)
    divisions.push({ location, number, store })
  }
  // A number that a store has had is never given to another one, even if no config names the first any more.
  await Promise.all(opened.map(({ store }) => store.keepNote('lastDivision', String(last))))
  return divisions as [Division, ...Division[]]
}
