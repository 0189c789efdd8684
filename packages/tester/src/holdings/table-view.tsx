import type { Json } from '../json/json'
import { format, isObject } from '../json/json'
import { LazyDetails } from '../many/lazy-details'
import { counted, inWords } from '../many/counted'
import { usePages } from '../many/pages'
import { Scroller } from './scroller'
import type { Table } from './table'

/** How many rows are seen at once. */
const pageSize = 20

/** Rows of one kind. */
export function TableView({ table: { title, columns, rows } }: { table: Table }) {
  const changed = rows.filter(({ isChanged }) => isChanged).length
  // Rows that changed come first, so that none is on a later page.
  const ordered = rows.length > pageSize ? [...rows].sort((a, b) => Number(b.isChanged) - Number(a.isChanged)) : rows
  const { shown, start, nav } = usePages(ordered, pageSize, title)
  return (
    <article className="part">
      <div className="row">
        <h3>{title}</h3>
        <span className="hint">{inWords(rows.length)} in all</span>
        {changed > 0 && <span className="tag changed">{inWords(changed)} changed</span>}
      </div>
      {rows.length === 0 ? (
        <p className="empty">No {title} yet.</p>
      ) : (
        <Scroller label={`Table of ${title}`}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column.replace(/^attributes\./, '')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ cells, isChanged }, index) => (
                <tr key={start + index} className={isChanged ? 'changed' : undefined}>
                  {columns.map((column, place) => (
                    <td key={column}>
                      {place === 0 && isChanged && <span className="visually-hidden">changed: </span>}
                      <Cell value={cells[column]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      {nav}
    </article>
  )
}

/** Longer lists are closed at first. */
const fewItems = 3

function Cell({ value }: { value: Json | undefined }) {
  if (value === undefined || value === null || value === '') return <span className="hint">–</span>
  if (!Array.isArray(value)) return isObject(value) ? format(value) : String(value)
  if (value.length === 0) return <span className="hint">none</span>
  if (value.length <= fewItems) return <List items={value} />
  return <LazyDetails summary={counted(value.length, 'entry', 'entries')}>{() => <List items={value} />}</LazyDetails>
}

function List({ items }: { items: Json[] }) {
  const { shown, start, nav } = usePages(items, pageSize, 'entries')
  return (
    <>
      <ol className="list" start={start + 1}>
        {shown.map((item, index) => (
          <li key={start + index}>{isObject(item) ? <Inner value={item} /> : format(item)}</li>
        ))}
      </ol>
      {nav}
    </>
  )
}

/** An event of a user or a lead: its name, and the rest of it as JSON. */
function Inner({ value }: { value: Record<string, Json> }) {
  const [[, name], ...rest] = Object.entries(value)
  return (
    <LazyDetails summary={typeof name === 'string' ? name : format(name)}>
      {() => <pre className="code">{format(Object.fromEntries(rest))}</pre>}
    </LazyDetails>
  )
}
