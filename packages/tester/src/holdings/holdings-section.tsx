import { useMemo } from 'react'
import { Section } from '../section'
import { readHoldings, resetHoldings } from '../server/server'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { toTables } from './table'
import { TableView } from './table-view'

/** What the sandbox holds in the vendor's place, with the rows marked that have changed since the last call began. */
export function HoldingsSection() {
  const { state, dispatch } = useTester()
  const { folder, holdings, holdingsBefore } = state
  const destination = destinationOf(state)
  const tables = useMemo(() => toTables(holdings ?? {}, holdingsBefore), [holdings, holdingsBefore])
  if (!destination?.hasStandIn || holdings === undefined) return null

  async function reset() {
    await resetHoldings(folder)
    dispatch({ type: 'readHoldings', holdings: await readHoldings(folder), isBefore: true })
  }

  return (
    <Section
      title={`What ${destination.name.replace(/ \(Actions\)$/, '')} now holds`}
      aside={
        <button type="button" className="quiet" onClick={() => void reset()}>
          Reset the sandbox
        </button>
      }
    >
      {tables.map((table) => (
        <TableView key={table.title} table={table} />
      ))}
    </Section>
  )
}
