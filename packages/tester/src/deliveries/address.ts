import type { FailureFilter } from '@partner-destinations/delivery/wire'
import { useSyncExternalStore } from 'react'

/** What is open, as the address has it: a reload, a bookmark and the Back button show the same. */
export interface Opened {
  /** Which failed deliveries are listed. Times as they are in a `datetime-local` field, in the zone of the reader. */
  filter: FilterTexts
  /** The group that is open, by its id. */
  group?: number
  /** The page of its deliveries begins below this id. */
  before?: number
  /** The delivery that is open. */
  delivery?: number
  /** The destination whose plots are shown; all of them without one. */
  plot?: string
}

/** The fields of the filter that people fill in. */
export const filterFields = ['destination', 'code', 'since', 'until', 'user', 'event', 'only'] as const

export type FilterField = typeof filterFields[number]

export type FilterTexts = Partial<Record<FilterField, string>>

const ids = ['group', 'before', 'delivery'] as const

/** Reads the part of an address behind its `#`. What makes no sense is left out. */
export function readAddress(hash: string): Opened {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const filter = Object.fromEntries(filterFields.flatMap((name) => textIn(given, name)))
  const numbers = ids.flatMap((name) => {
    const id = Number(given.get(name) ?? NaN)
    return Number.isSafeInteger(id) && id > 0 ? [[name, id] as const] : []
  })
  return { filter, ...Object.fromEntries([...numbers, ...textIn(given, 'plot')]) } as Opened
}

/** The link to what is open. */
export function addressOf({ filter, ...opened }: Opened): string {
  const given = Object.entries({ ...filter, ...opened }).filter(([, value]) => value !== undefined && value !== '')
  return `#${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`
}

/** The filter as the API takes it. A time that is not complete is left out. */
export function failureFilterOf({ since, until, ...texts }: FilterTexts): FailureFilter {
  const time = (name: 'since' | 'until', text = '') => {
    const ms = Date.parse(text)
    return Number.isNaN(ms) ? {} : { [name]: ms }
  }
  return { ...texts, ...time('since', since), ...time('until', until) }
}

/** What the address opens. */
export function useOpened(): Opened {
  return readAddress(useSyncExternalStore(listen, () => location.hash))
}

/** Opens something else, so that the Back button leads here again. */
export function open(opened: Opened): void {
  location.hash = addressOf(opened)
}

function listen(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

function textIn(given: URLSearchParams, name: string): [string, string][] {
  const text = given.get(name)
  return text === null || text === '' ? [] : [[name, text]]
}
