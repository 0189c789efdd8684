import type { Json } from '../json/json'
import { format, isObject } from '../json/json'
import { Section } from '../section'
import { readHoldings, resetHoldings } from '../server/server'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { toTables } from './table'
import type { Table } from './table'

/** What the sandbox holds in the vendor's place, with the rows marked that the last event changed. */
export function HoldingsSection() {
  const { state, dispatch } = useTester()
  const { folder, holdings, holdingsBefore, mode } = state
  const name = destinationOf(state)?.name.replace(/ \(Actions\)$/, '') ?? folder
  if (mode === 'live' || holdings === undefined) return null

  async function reset() {
    await resetHoldings(folder)
    dispatch({ type: 'readHoldings', holdings: await readHoldings(folder) })
  }

  return (
    <Section
      title={`What ${name} now holds`}
      aside={
        <button type="button" className="quiet" onClick={() => void reset()}>
          Reset the sandbox
        </button>
      }
    >
      {toTables(holdings, holdingsBefore).map((table) => (
        <TableView key={table.title} table={table} />
      ))}
    </Section>
  )
}

function TableView({ table: { title, columns, rows } }: { table: Table }) {
  const changed = rows.filter(({ isChanged }) => isChanged).length
  return (
    <article className="part">
      <h3>
        {title} <span className="count">{rows.length}</span>
        {changed > 0 && <span className="tag changed">{changed} changed</span>}
      </h3>
      {rows.length === 0 ? (
        <p className="empty">No {title} yet.</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={`Table of ${title}`}>
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
              {rows.map(({ cells, isChanged }, index) => (
                <tr key={index} className={isChanged ? 'changed' : undefined}>
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
        </div>
      )}
    </article>
  )
}

function Cell({ value }: { value: Json | undefined }) {
  if (value === undefined || value === null || value === '') return <span className="hint">–</span>
  if (!Array.isArray(value)) return isObject(value) ? format(value) : String(value)
  if (value.length === 0) return <span className="hint">none</span>
  return (
    <ol className="list">
      {value.map((item, index) => (
        <li key={index}>{isObject(item) ? <Inner value={item} /> : format(item)}</li>
      ))}
    </ol>
  )
}

/** An event of a user or a lead: its name, and the rest of it as JSON. */
function Inner({ value }: { value: Record<string, Json> }) {
  const [[, name], ...rest] = Object.entries(value)
  return (
    <details>
      <summary>{typeof name === 'string' ? name : format(name)}</summary>
      <pre className="code">{format(Object.fromEntries(rest))}</pre>
    </details>
  )
}
