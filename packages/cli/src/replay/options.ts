import { timeOf } from '@partner-destinations/delivery'
import { problemWithFql } from '@partner-destinations/runner'
import { BadInputError } from '@partner-destinations/server/json-input'

/** What somebody typed of what to replay. */
export interface TypedSelection {
  from?: string
  to?: string
  only?: string
}

/**
 * Which events to replay: times in milliseconds since 1970.
 * @throws BadInputError that names the option and says what to write
 */
export function selectionOf({ from: typedFrom, to: typedTo, only }: TypedSelection): Times & { only?: string } {
  const from = typedFrom === undefined ? undefined : timeIn('from', typedFrom)
  const to = typedTo === undefined ? undefined : timeIn('to', typedTo)
  if (from !== undefined && to !== undefined && from >= to) {
    throw new BadInputError('--from must be before --to: the period goes up to --to, without it.')
  }
  const problem = only === undefined ? undefined : problemWithFql(only)
  if (problem !== undefined) throw new BadInputError(`The condition of --only can't be used. ${problem}`)
  return { from, to, only }
}

interface Times {
  from?: number
  to?: number
}

/**
 * Events a second.
 * @throws BadInputError that says what to write
 */
export function rateIn(typed: string): number {
  const [, number] = /^(\d{1,7}(?:\.\d{1,3})?)\/s$/.exec(typed) ?? []
  if (Number(number) > 0) return Number(number)
  throw new BadInputError(`--rate must be a number of events a second, such as 100/s. It is ${JSON.stringify(typed)}.`)
}

function timeIn(option: string, typed: string): number {
  const time = timeOf(typed)
  // JavaScript takes the 31st of February for a day in March.
  const isDay =
    time !== undefined && new Date(`${typed.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(typed.slice(8, 10))
  if (isDay) return time
  throw new BadInputError(
    `--${option} must be a date or a time of ISO 8601, such as 2026-11-24 or 2026-11-24T08:00:00Z. It is ${JSON.stringify(
      typed
    )}.`
  )
}
