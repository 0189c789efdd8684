import type { ReactNode } from 'react'

export interface Column<Row> {
  /** What the column is called, also in front of each cell where there is no room for columns. */
  title: string
  /** Numbers stand at the right. */
  isNumber?: boolean
  /** The column gets what is left of the width. */
  isWide?: boolean
  cell: (row: Row) => ReactNode
}

interface DataTableProps<Row> {
  label: string
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string | number
}

/**
 * A table that becomes a list of cards on a phone. A browser then no longer takes it for a table, so the roles are written
 * out.
 */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <table className="data" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, ...column }) => (
            <th key={title} role="columnheader" scope="col" className={classOf(column)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ title, cell, ...column }) => (
              <td key={title} role="cell" data-title={title} className={classOf(column)}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function classOf({ isNumber, isWide }: Pick<Column<never>, 'isNumber' | 'isWide'>): string | undefined {
  if (isNumber) return 'number-cell'
  return isWide ? 'wide-cell' : undefined
}
