import { isDeepStrictEqual } from 'node:util'
import type { Exchange } from '@partner-destinations/runner/wire'
import { valuesOf } from './request-values'
import type { RequestValues } from './request-values'

/** A place where the requests of two attempts differ. The values are those of one delivery. */
export interface RequestChange {
  /**
   * As in `RequestValues`, such as `body.email`. From the second request on, the number of the request comes
   * first: `requests.2.body.email`. If only one of the attempts has a second request, it is `requests.2`.
   */
  path: string
  /** Absent if the first attempt has nothing there. */
  before?: unknown
  /** Absent if the second attempt has nothing there. */
  after?: unknown
}

/** Whether two values mean the same although they differ. */
export type Alike = (before: unknown, after: unknown) => boolean

/** The characters of a value that are shown. */
const longestValue = 200

/** Two requests that do the same, or one that only one attempt has; with its number, from 1. */
interface Pair {
  number: number
  before?: Exchange
  after?: Exchange
}

/**
 * How the requests of an attempt differ from those of an earlier one: what is sent, not what is answered.
 * @param areAlike which values to take for equal besides those that are
 */
export function requestChanges(before: Exchange[], after: Exchange[], areAlike: Alike = () => false): RequestChange[] {
  return pairsOf(before, after).flatMap(({ number, ...pair }) => {
    const path = `requests.${number}`
    if (!pair.before || !pair.after) return [{ path, ...shownOf(nameOf(pair.before), nameOf(pair.after)) }]
    const changes = valueChanges(...valuesOf(pair.before.request, pair.after.request), areAlike)
    return number === 1 ? changes : changes.map((change) => ({ ...change, path: `${path}.${change.path}` }))
  })
}

function valueChanges(before: RequestValues, after: RequestValues, areAlike: Alike): RequestChange[] {
  const areSame: Alike = (one, other) => isDeepStrictEqual(one, other) || areAlike(one, other)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const earlier = before.get(path) ?? []
    const later = after.get(path) ?? []
    const indices = [...(earlier.length > later.length ? earlier : later).keys()]
    const changed = indices.find((index) => !areSame(earlier[index], later[index]))
    return changed === undefined ? [] : [{ path, ...shownOf(earlier[changed], later[changed]) }]
  })
}

function shownOf(before: unknown, after: unknown): Omit<RequestChange, 'path'> {
  return {
    ...(before !== undefined && { before: shortened(before) }),
    ...(after !== undefined && { after: shortened(after) })
  }
}

function shortened(value: unknown): unknown {
  return typeof value === 'string' && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value
}

/** Requests to the same place belong together; between those, what is at the same place in the order. */
function pairsOf(before: Exchange[], after: Exchange[]): Pair[] {
  const pairs: Pair[] = []
  let next: [before: number, after: number] = [0, 0]
  for (const common of [...commonOf(before, after), [before.length, after.length]]) {
    const gone = before.slice(next[0], common[0])
    const added = after.slice(next[1], common[1])
    for (let index = 0; index < Math.max(gone.length, added.length); index++) {
      const number = 1 + index + (index < added.length ? next[1] : next[0])
      pairs.push({ number, before: gone[index], after: added[index] })
    }
    const [earlier, later] = common
    if (earlier < before.length) pairs.push({ number: later + 1, before: before[earlier], after: after[later] })
    next = [earlier + 1, later + 1]
  }
  return pairs
}

/** The longest common subsequence of two lists, by method and URL: the indices in both of them. */
function commonOf(before: Exchange[], after: Exchange[]): number[][] {
  const names = [before.map(nameOf), after.map(nameOf)]
  const longest = names[0].map(() => names[1].map((): number[][] => []))
  const at = (row: number, column: number): number[][] => longest[row]?.[column] ?? []
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const [down, right] = [at(row + 1, column), at(row, column + 1)]
      if (names[0][row] === names[1][column]) longest[row][column] = [[row, column], ...at(row + 1, column + 1)]
      else longest[row][column] = down.length >= right.length ? down : right
    }
  }
  return at(0, 0)
}

function nameOf(exchange: Exchange): string
function nameOf(exchange: Exchange | undefined): string | undefined
function nameOf(exchange: Exchange | undefined): string | undefined {
  return exchange && `${exchange.request.method} ${exchange.request.url.split(/[?#]/, 1)[0]}`
}
