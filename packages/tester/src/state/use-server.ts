import { useEffect, useRef } from 'react'
import type { Dispatch } from 'react'
import { readCatalogue, watchServer } from '../server/server'
import { HoldingsReader } from './holdings-reader'
import { destinationOf } from './state'
import type { Action, State } from './state'

/**
 * Reads what is served, and what the sandbox holds of the picked destination: at the start, whenever the server says that
 * it may have changed, and when the server is back.
 */
export function useServer(state: State, dispatch: Dispatch<Action>): void {
  const { folder, connection } = state
  const hasHoldings = connection === 'connected' && (destinationOf(state)?.hasStandIn ?? false)
  const reader = useRef<HoldingsReader>(undefined)

  useEffect(() => {
    if (!hasHoldings) return
    const own = new HoldingsReader(folder, (holdings) => dispatch({ type: 'readHoldings', holdings }))
    reader.current = own
    own.read()
    return () => own.end()
  }, [folder, hasHoldings, dispatch])

  useEffect(() => {
    const onLost = () => dispatch({ type: 'lost' })
    const onChange = () => {
      readCatalogue().then((catalogue) => dispatch({ type: 'loaded', catalogue }), onLost)
    }
    const onHoldings = (changed: string) => {
      if (reader.current?.folder === changed) reader.current.read()
    }
    onChange()
    return watchServer({ onChange, onHoldings, onLost })
  }, [dispatch])
}
