import type { Operation } from '@partner-destinations/delivery/wire'
import { table } from '../deliver/describe-config'
import { cut } from './list-failures'

const titles = ['when (UTC)', 'who', 'what', 'count', '']

/**
 * What operators did, for a person to read.
 * @param width in columns
 */
export function listOperations(operations: Operation[], width: number): string {
  if (operations.length === 0) return 'No operator has done anything yet.'
  const rows = operations.map(({ at, who, action, what, count }) => [
    new Date(at).toISOString().replace('T', ' ').slice(0, 19),
    cut(who, 16),
    action,
    String(count),
    subjectOf(what)
  ])
  return table([titles, ...rows], 0)
    .map((line) => cut(line, width))
    .join('\n')
}

function subjectOf(what: Operation['what']): string {
  return Object.entries(what)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.map(text).join(' ') : text(timeOr(name, value))}`)
    .join(', ')
}

/** Times of a filter are in milliseconds since 1970. */
function timeOr(name: string, value: unknown): unknown {
  return (name === 'since' || name === 'until') && typeof value === 'number' ? new Date(value).toISOString() : value
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
