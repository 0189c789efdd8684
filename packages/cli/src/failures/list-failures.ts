import type { ShownGroup } from '@partner-destinations/delivery/wire'
import { table } from '../deliver/describe-config'
import { age } from '../deliver/list-destinations'

const titles = ['group', 'count', 'first', 'last', 'destination', 'subscription', 'code']
/** The columns that are cut if the table is too wide, and the least that is left of each. */
const cutColumns = [4, 5, 6]
const leastWidth = 12
const gap = 2

/**
 * Failed deliveries in groups, for a person to read.
 * @param now in milliseconds since 1970
 * @param width in columns
 */
export function listFailures(groups: ShownGroup[], now: number, width: number): string {
  if (groups.length === 0) return 'No delivery has failed.'
  const cells = groups.map(({ id, count, firstAt, lastAt, destination, subscription, code }) => [
    String(id),
    String(count),
    age(now - firstAt),
    age(now - lastAt),
    destination,
    subscription ?? '-',
    code
  ])
  const [head, ...rows] = table(narrowed([titles, ...cells], width), 0)
  const total = groups.reduce((sum, { count }) => sum + count, 0)
  return [
    head,
    ...rows.flatMap((row, index) => [row, cut(`  ${messageOf(groups[index])}`, width)]),
    '',
    `${total} failed ${total === 1 ? 'delivery' : 'deliveries'}. To see one with its requests: failures show --group ${
      groups[0].id
    }`
  ].join('\n')
}

function messageOf({ action, status, message }: ShownGroup): string {
  const answered = status === undefined ? [] : [`status ${status}`]
  const from = [...(action === undefined ? [] : [action]), ...answered].join(', ')
  return `${from === '' ? '' : `${from}: `}${message.replace(/\s+/g, ' ')}`
}

/** Takes from the widest of the columns that can be cut until the table fits. */
function narrowed(rows: string[][], width: number): string[][] {
  const widths = titles.map((_title, column) => Math.max(...rows.map((row) => row[column].length)))
  const total = () => widths.reduce((sum, one) => sum + one + gap, -gap)
  while (total() > width) {
    const widest = cutColumns.reduce((one, other) => (widths[other] > widths[one] ? other : one))
    if (widths[widest] <= leastWidth) break
    widths[widest]--
  }
  return rows.map((row) => row.map((cell, column) => cut(cell, widths[column])))
}

export function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text
}
