import { settledStates } from '../machine/delivery'
import type { DeliveryState } from '../machine/delivery'
import type { DeliveryQuery } from '../store/store'

/** A parameter of the query string is wrong. The message says which one, and what to write. */
export class BadQueryError extends Error {
  readonly name = 'BadQueryError'
}

const states: readonly DeliveryState[] = ['pending', 'inFlight', ...settledStates]

/** The most deliveries in one answer. */
const mostRows = 500
const defaultLimit = 100

/** A parameter's value; undefined if the text is none. */
type Read = (text: string) => unknown

const parameters: Record<keyof DeliveryQuery, { read: Read; is: string }> = {
  destination: { read: anyText, is: 'the name of a destination' },
  state: { read: (text) => states.find((state) => state === text), is: `one of ${states.join(', ')}` },
  messageId: { read: anyText, is: 'the messageId of an event' },
  code: { read: anyText, is: 'a code such as MESSAGE_REJECTED' },
  replay: { read: (text) => wholeNumber(text, Number.MAX_SAFE_INTEGER), is: 'the id of a replay' },
  limit: { read: (text) => wholeNumber(text, mostRows), is: `a whole number from 1 to ${mostRows}` },
  before: { read: (text) => wholeNumber(text, Number.MAX_SAFE_INTEGER), is: 'the id of a delivery' }
}

/**
 * Reads the query string of `GET /api/deliveries`.
 * @throws BadQueryError if a parameter is unknown, or its value is wrong
 */
export function readDeliveryQuery(given: Record<string, string>): DeliveryQuery {
  const read = Object.entries(given).map(([name, text]) => {
    if (!isParameter(name)) {
      const known = Object.keys(parameters).join(', ')
      throw new BadQueryError(`There is no parameter "${name}". There are: ${known}.`)
    }
    const value = parameters[name].read(text)
    if (value === undefined) throw new BadQueryError(`"${name}" must be ${parameters[name].is}.`)
    return [name, value] as const
  })
  return { limit: defaultLimit, ...(Object.fromEntries(read) as Partial<DeliveryQuery>) }
}

function isParameter(name: string): name is keyof DeliveryQuery {
  return Object.hasOwn(parameters, name)
}

function anyText(text: string): string | undefined {
  return text === '' ? undefined : text
}

function wholeNumber(text: string, most: number): number | undefined {
  const value = Number(text)
  return /^\d+$/.test(text) && value >= 1 && value <= most ? value : undefined
}
