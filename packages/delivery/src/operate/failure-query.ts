import { problemWithFql } from '@partner-destinations/runner'
import type { FailureFilter } from '../store/failures'
import { anyText, BadQueryError, firstPage, pageParameters, readQuery, wholeNumber } from './query'
import type { Parameter } from './query'
import { readTime } from './read-time'

const time: Parameter = { read: readTime, is: 'a time such as 2026-11-27T09:30:00Z, or milliseconds since 1970' }

const filterParameters: Record<keyof FailureFilter, Parameter> = {
  group: { read: (text) => wholeNumber(text), is: 'the id of a group' },
  destination: { read: anyText, is: 'the name of a destination' },
  subscription: { read: anyText, is: 'the name of a subscription' },
  code: { read: anyText, is: 'a code such as MESSAGE_REJECTED' },
  since: time,
  until: time,
  user: { read: anyText, is: 'a userId or an anonymousId' },
  event: { read: anyText, is: 'the name of a track event, a page or a screen' },
  only: { read: anyText, is: 'a condition in FQL, such as properties.total > 10' }
}

/** A page of failed deliveries. */
interface FailurePage extends FailureFilter {
  limit: number
  before?: number
}

/**
 * Reads a filter of failed deliveries: a query string, or an object of a body.
 * @throws BadQueryError if a parameter is unknown, or its value is wrong
 */
export function readFailureFilter(given: Record<string, unknown>): FailureFilter {
  return checked(readQuery<FailureFilter>(texts(given), filterParameters))
}

/**
 * Reads the query string of `GET /api/failures/deliveries`.
 * @throws BadQueryError as `readFailureFilter`
 */
export function readFailurePage(given: Record<string, string>): FailurePage {
  const page = readQuery<FailurePage>(given, { ...filterParameters, ...pageParameters })
  return { ...firstPage, ...checked(page) }
}

function checked<Filter extends FailureFilter>(filter: Filter): Filter {
  const problem = filter.only === undefined ? undefined : problemWithFql(filter.only)
  if (problem === undefined) return filter
  throw new BadQueryError(`"only" must be a condition in FQL, such as properties.total > 10. ${problem}`)
}

/** Bodies have numbers as numbers. */
function texts(given: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(given).map(([name, value]) => {
    return [name, typeof value === 'number' || typeof value === 'string' ? String(value) : ''] as const
  })
  return Object.fromEntries(entries)
}
