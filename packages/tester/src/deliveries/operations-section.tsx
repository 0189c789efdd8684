import type { Operation } from '@partner-destinations/delivery/wire'
import { useState } from 'react'
import { inWords } from '../many/counted'
import { Section } from '../section'
import { logSize, readOperations } from './api'
import { DataTable } from './data-table'
import type { Column } from './data-table'
import { Moment } from './time'

/** Who did what, and when. */
export function OperationsSection({ operations }: { operations: Operation[] | undefined }) {
  const [older, setOlder] = useState<Operation[]>([])
  const [isEnd, setIsEnd] = useState(false)
  const [problem, setProblem] = useState('')
  const newest = operations ?? []
  const shown = [...newest, ...older.filter(({ id }) => newest.every((one) => id < one.id))]
  const mayBeMore = newest.length >= logSize && !isEnd

  function readOlder() {
    readOperations(shown[shown.length - 1].id, new AbortController().signal).then(
      (read) => {
        setOlder([...older, ...read])
        setIsEnd(read.length < logSize)
        setProblem('')
      },
      (error: Error) => setProblem(error.message)
    )
  }

  return (
    <Section title="Operator log">
      {operations === undefined && <p className="empty">Loading …</p>}
      {operations?.length === 0 && (
        <p className="empty">
          Nobody has done anything yet. What is paused, resent, discarded, corrected, replayed or erased is listed here.
        </p>
      )}
      {shown.length > 0 && <DataTable label="Operator log" columns={columns} rows={shown} keyOf={({ id }) => id} />}
      {problem !== '' && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      {mayBeMore && (
        <button type="button" className="small" onClick={readOlder}>
          Show older entries
        </button>
      )}
    </Section>
  )
}

const columns: Column<Operation>[] = [
  { title: 'When', cell: ({ at }) => <Moment at={at} /> },
  { title: 'Who', cell: ({ who }) => who },
  { title: 'Did', cell: ({ action }) => <b>{action}</b> },
  { title: 'To what', isWide: true, cell: ({ what }) => wordsOf(what) },
  { title: 'Count', isNumber: true, cell: ({ count }) => inWords(count) }
]

/** A filter, a name or a delivery, as `name: value`. */
function wordsOf(what: Operation['what']): string {
  return Object.entries(what)
    .map(([name, value]) => `${name}: ${textOf(value)}`)
    .join(', ')
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
