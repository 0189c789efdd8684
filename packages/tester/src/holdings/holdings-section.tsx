import type { Holdings, ReceivedRequest } from '@partner-destinations/server/wire'
import { useMemo } from 'react'
import { Section } from '../section'
import { readHoldings, resetHoldings } from '../server/server'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { ReceivedView } from './received-view'
import { toTables } from './table'
import { TableView } from './table-view'

/** What the sandbox holds in the vendor's place; without a stand-in for the vendor, the requests that it received. */
export function HoldingsSection() {
  const { state, dispatch } = useTester()
  const { folder, holdings, holdingsBefore } = state
  const destination = destinationOf(state)
  if (!destination || holdings === undefined) return null
  const name = destination.name.replace(/ \(Actions\)$/, '')

  async function reset() {
    await resetHoldings(folder)
    dispatch({ type: 'readHoldings', holdings: await readHoldings(folder), isBefore: true })
  }

  return (
    <Section
      title={destination.hasStandIn ? `What ${name} now holds` : `What ${name} received`}
      aside={
        <button type="button" className="quiet" onClick={() => void reset()}>
          Reset the sandbox
        </button>
      }
    >
      {destination.hasStandIn ? (
        <Tables holdings={holdings} before={holdingsBefore} />
      ) : (
        <ReceivedView received={(holdings.received ?? []) as unknown as ReceivedRequest[]} />
      )}
    </Section>
  )
}

/** The rows that a stand-in holds. Those that have changed since the last call began are marked. */
function Tables({ holdings, before }: { holdings: Holdings; before: Holdings | undefined }) {
  const tables = useMemo(() => toTables(holdings, before), [holdings, before])
  return tables.map((table) => <TableView key={table.title} table={table} />)
}
