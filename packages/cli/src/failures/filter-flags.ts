import { Flags } from '@oclif/core'
import { readTime } from '@partner-destinations/delivery'
import type { FailureFilter, Which } from '@partner-destinations/delivery/wire'
import { problemWithFql } from '@partner-destinations/runner'
import { BadInputError } from '@partner-destinations/server/json-input'

/** The options that choose failed deliveries. */
export const filterFlags = {
  group: Flags.string({ description: 'only this group, by its number in the list' }),
  destination: Flags.string({ description: 'only those to this destination, by its name in the config' }),
  subscription: Flags.string({ description: 'only those of this subscription' }),
  code: Flags.string({ description: 'only those with this code, such as MESSAGE_REJECTED or 503' }),
  since: Flags.string({ description: 'only those that failed since then: 2h ago as 2h, or 2026-11-27T09:30:00Z' }),
  until: Flags.string({ description: 'only those that failed before then, written in the same way' }),
  user: Flags.string({ description: 'only those of this userId or anonymousId' }),
  event: Flags.string({ description: 'only those of the track event, the page or the screen of this name' }),
  only: Flags.string({ description: "only those whose event meets this condition in FQL: 'properties.total > 10'" })
}

/** The values of these options, as they were typed. */
export type TypedFilter = { [Name in keyof typeof filterFlags]?: string }

/** How to read an option. */
type Read = (text: string, now: number) => string | number

const readers: { [Name in keyof typeof filterFlags]: Read } = {
  group: (text) => idIn(text, '--group must be the number of a group, as the list of failures shows it'),
  destination: String,
  subscription: String,
  code: String,
  since: (text, now) => timeIn('since', text, now),
  until: (text, now) => timeIn('until', text, now),
  user: String,
  event: String,
  only: (text) => {
    const problem = problemWithFql(text)
    if (problem === undefined) return text
    throw new BadInputError(`--only must be a condition in FQL, such as properties.total > 10. ${problem}`)
  }
}

/**
 * The filter that the options make.
 * @param now in milliseconds since 1970
 * @throws BadInputError if one of them is wrong
 */
export function filterOf(typed: TypedFilter, now: number): FailureFilter {
  const given = Object.entries(readers).flatMap(([name, read]) => {
    const text = typed[name as keyof TypedFilter]
    if (text === undefined) return []
    if (text.trim() === '') throw new BadInputError(`--${name} needs a value.`)
    return [[name, read(text, now)] as const]
  })
  return Object.fromEntries(given)
}

/** Whether one of the options is given. */
export function isFiltered(typed: TypedFilter): boolean {
  return Object.keys(filterFlags).some((name) => typed[name as keyof TypedFilter] !== undefined)
}

/**
 * Which deliveries a command changes: those with the ids, or those that the filter takes.
 * @param ids as they were typed
 * @param isAll whether to take everything if there is neither
 * @throws BadInputError if there are both; if there is neither, unless all are meant
 */
export function whichOf(ids: string[], typed: TypedFilter, isAll: boolean, now: number): Which {
  const filter = filterOf(typed, now)
  if (ids.length > 0) {
    if (isFiltered(typed) || isAll) throw new BadInputError('Give either ids of deliveries or a filter, not both.')
    return { ids: ids.map(deliveryIdIn) }
  }
  if (isFiltered(typed) && isAll)
    throw new BadInputError('--all means every failed delivery. Leave it out if you give a filter.')
  if (isFiltered(typed) || isAll) return { filter }
  throw new BadInputError(
    'Say which deliveries: their ids, or a filter such as --group 3. For every failed delivery, add --all.'
  )
}

/** @throws BadInputError unless it is the id of a delivery */
export function deliveryIdIn(text: string): number {
  return idIn(text, `${JSON.stringify(text)} is not the id of a delivery. It must be a number`)
}

function idIn(text: string, problem: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new BadInputError(`${problem}.`)
}

const milliseconds: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function timeIn(name: string, text: string, now: number): number {
  const ago = /^(\d{1,6})([smhd])$/.exec(text)
  const time = ago ? now - Number(ago[1]) * milliseconds[ago[2]] : readTime(text)
  if (time !== undefined) return time
  throw new BadInputError(`--${name} must be a time such as 2h, 3d or 2026-11-27T09:30:00Z.`)
}
