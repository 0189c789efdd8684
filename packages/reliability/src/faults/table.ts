import { isRetried } from '@partner-destinations/runner'
import type { Delivery } from './deliveries'
import { deliveries } from './deliveries'
import { expectationOf } from './expectation'
import type { FaultRow } from './fault-rows'
import { canHit, faultRows } from './fault-rows'

/** The cell of a fault that a call cannot have. */
const NONE = '–'

/** One call of a delivery. Deliveries for which every fault of the call leads to the same result share a column. */
interface Column {
  call: string
  of: Delivery[]
  /** In the order of `faultRows`. */
  cells: string[]
}

/** What a fault of this call makes of the delivery, in words. */
export function cellText(delivery: Delivery, call: string, row: FaultRow): string {
  const { error, without } = expectationOf(delivery, call, row)
  if (!error) return without === undefined ? 'delivered' : `delivered, without ${without}`
  const { errorClass, status } = error
  if (errorClass === 'Error') return 'fails (`Error`)'
  const decision = isRetried(status) ? 'retried' : 'refused'
  const count = delivery.counts && row.takesEffect ? ', then counts twice' : ''
  return `${decision} (\`${errorClass}\`, ${status === row.status ? 'same status' : status})${count}`
}

/** The tables of all faults in Markdown, formatted like prettier does, each with a heading. */
export function faultTables(): string {
  const titles = [...new Set(deliveries.map(({ table }) => table))]
  return titles
    .map((title) => `### ${title}\n\n${tableOf(deliveries.filter(({ table }) => table === title))}\n`)
    .join('\n')
}

/** Faults of one sort share a line if they lead to the same results. */
function tableOf(ofTable: Delivery[]): string {
  const columns = columnsOf(ofTable)
  const lines = new Map<string, { sort: string; titles: string[]; cells: string[] }>()
  faultRows.forEach(({ sort, title }, index) => {
    const cells = columns.map((column) => column.cells[index])
    if (cells.every((cell) => cell === NONE)) return
    const key = JSON.stringify([sort, cells])
    const titles = lines.get(key)?.titles ?? []
    lines.set(key, { sort, titles: [...titles, title], cells })
  })
  return markdown([
    ['Fault', 'Which', ...columns.map((column) => headingOf(column, ofTable))],
    ...[...lines.values()].map(({ sort, titles, cells }) => [sort, titles.join(', '), ...cells])
  ])
}

function columnsOf(ofTable: Delivery[]): Column[] {
  const columns = new Map<string, Column>()
  for (const delivery of ofTable) {
    for (const call of new Set(delivery.calls)) {
      const cells = faultRows.map((row) => (canHit(row, delivery.vendor, call) ? cellText(delivery, call, row) : NONE))
      const key = JSON.stringify([call, cells])
      const of = columns.get(key)?.of ?? []
      columns.set(key, { call, of: [...of, delivery], cells })
    }
  }
  return [...columns.values()]
}

function headingOf({ call, of }: Column, ofTable: Delivery[]): string {
  return of.length === ofTable.length
    ? `\`${call}\``
    : `\`${call}\` (${of.map(({ variant, of: name }) => variant ?? name).join(', ')})`
}

function markdown([header, ...lines]: string[][]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...lines].map((line) => line[column].length)))
  const rule = widths.map((width) => '-'.repeat(width))
  return [header, rule, ...lines]
    .map((line) => `| ${line.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`)
    .join('\n')
}
