import type { DeliveryRow, FailureFilter } from '@partner-destinations/delivery/wire'
import { useState } from 'react'
import { inWords } from '../../many/counted'
import { addressOf } from '../address'
import type { Opened } from '../address'
import { pageSize, readFailures } from '../api'
import { DataTable } from '../data-table'
import type { Column } from '../data-table'
import { DeliveryMarks } from '../delivery/delivery-marks'
import { Moment } from '../time'
import { useAnswer } from '../use-answer'
import { Sample } from './sample'

interface DeliveriesProps {
  filter: FailureFilter
  /** How many there are now. */
  count: number
  opened: Opened
}

/** Failed deliveries page by page, the newest first, with the first of them as a sample. */
export function DeliveriesTable({ filter, count, opened }: DeliveriesProps) {
  // New failures would push the rows down while somebody reads them, so that is left to a button.
  const [shownCount, setShownCount] = useState(count)
  if (count < shownCount) setShownCount(count)
  const { before } = opened
  const key = JSON.stringify([filter, before, shownCount])
  const { value: rows, error, isLoading } = useAnswer(key, (signal) => readFailures(filter, before, signal))
  const last = rows?.[rows.length - 1]
  const isLastPage = rows !== undefined && rows.length < pageSize

  if (error !== undefined) {
    return (
      <p className="notice bad" role="alert">
        {error}
      </p>
    )
  }
  if (rows === undefined) return <p className="empty">Loading …</p>
  return (
    <>
      {rows.length > 0 && <Sample id={rows[0].id} />}
      <div className="row between list-head">
        <h4>All of them, the newest first</h4>
        {count > shownCount && before === undefined && (
          <button type="button" className="small" onClick={() => setShownCount(count)}>
            Show {inWords(count - shownCount)} more that failed meanwhile
          </button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="empty">There are no older ones.</p>
      ) : (
        <div aria-busy={isLoading} className={isLoading ? 'loading' : undefined}>
          <DataTable label="Failed deliveries" columns={columnsOf(opened)} rows={rows} keyOf={({ id }) => id} />
        </div>
      )}
      {(before !== undefined || !isLastPage) && (
        <nav className="row pages" aria-label="Pages of failed deliveries">
          {before !== undefined && <a href={addressOf({ ...opened, before: undefined })}>← The newest</a>}
          {!isLastPage && last && <a href={addressOf({ ...opened, before: last.id })}>The next {pageSize} →</a>}
        </nav>
      )}
    </>
  )
}

function columnsOf(opened: Opened): Column<DeliveryRow>[] {
  return [
    {
      title: 'Delivery',
      cell: ({ id }) => <a href={addressOf({ ...opened, delivery: id })}>{id}</a>
    },
    { title: 'Failed at', cell: ({ settledAt, receivedAt }) => <Moment at={settledAt ?? receivedAt} /> },
    { title: 'Message', isWide: true, cell: ({ reason }) => reason?.message },
    {
      title: 'Message id',
      isWide: true,
      cell: ({ source, messageId }) => (
        <>
          <code>{messageId}</code> <span className="hint">{source}</span>
        </>
      )
    },
    { title: 'Attempts', isNumber: true, cell: ({ attempts }) => attempts },
    { title: 'Marks', cell: (row) => <DeliveryMarks delivery={row} /> }
  ]
}
