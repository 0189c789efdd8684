import type { Group, Tally } from './tally'

/** The words of the summary for the events. */
export interface Wording {
  /** What contains the events. */
  places: 'lines' | 'list'
  /** The word for events that neither failed nor were skipped. */
  done: 'sent' | 'shown' | 'would be sent'
}

/** The most reasons to show. Together with the rest of a summary, they fit on a screen of 24 lines. */
const most = { failed: 5, skipped: 1 }

/**
 * Says which events failed or were skipped, and why. Events with the same reason are in one group.
 * @param width the columns of the screen
 */
export function explain(tally: Tally, { places }: Pick<Wording, 'places'>, width: number): string[] {
  return (['failed', 'skipped'] as const).flatMap((kind) => {
    const groups = tally.groups(kind)
    const shown = groups.slice(0, most[kind])
    const rest = groups.slice(most[kind])
    return [
      ...shown.flatMap((group) => explainGroup(group, places, width)),
      ...(rest.length > 0 ? [others(rest, places, width)] : [])
    ]
  })
}

/** One line: how many events there were, and their results. */
export function totals(tally: Tally, { done: word }: Pick<Wording, 'done'>): string {
  const { done, failed, skipped } = tally.counts
  const parts = [`${done} ${word}`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])]
  return `${tally.total} ${tally.total === 1 ? 'event' : 'events'}: ${parts.join(', ')}`
}

/** At most two lines for the reason, and one line for the places. */
function explainGroup({ kind, reason, isVaried, places: found }: Group, places: Wording['places'], width: number) {
  const text = `${found.length} ${kind}: ${reason.replace(/\s+/g, ' ')}${isVaried ? ' (and the like)' : ''}`
  return [clip(text, 2 * width - 1), `  ${listPlaces(found, places, width - 2)}`]
}

function others(groups: Group[], places: Wording['places'], width: number): string {
  const found = groups.flatMap((group) => group.places)
  const start = `${found.length} ${groups[0].kind} for ${groups.length} other reasons: `
  return start + listPlaces(found, places, width - start.length)
}

/** `lines 2, 5-7 and 30 more`, or `events [1], [4]-[6]`: as many as fit. */
export function listPlaces(found: number[], places: Wording['places'], width: number): string {
  const name = (place: number) => (places === 'list' ? `[${place}]` : String(place))
  const noun = places === 'list' ? 'event' : 'line'
  const ranges = toRanges(found)
  let text = `${noun}${found.length === 1 ? '' : 's'} `
  let count = 0
  for (const [index, [first, last]] of ranges.entries()) {
    const next = `${index === 0 ? '' : ', '}${name(first)}${last === first ? '' : `-${name(last)}`}`
    const left = found.length - count - (last - first + 1)
    if (index > 0 && text.length + next.length + (left > 0 ? ` and ${left} more`.length : 0) > width) {
      return `${text} and ${found.length - count} more`
    }
    text += next
    count += last - first + 1
  }
  return text
}

/** Numbers as ranges of consecutive ones. */
function toRanges(numbers: number[]): [first: number, last: number][] {
  const ranges: [first: number, last: number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const range = ranges[ranges.length - 1]
    if (range && number === range[1] + 1) range[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
