import { useEffect, useRef } from 'react'
import type { Dispatch } from 'react'
import { recentDestinations } from '../destinations/recent'
import { readDestination, readList, RefusedError, watchServer } from '../server/server'
import { HoldingsReader } from './holdings-reader'
import { isInSandbox } from './state'
import type { Action, State } from './state'

/**
 * Reads what is served, the picked destination, and what the sandbox holds of it: at the start, whenever the server says
 * that it may have changed, and when the server is back.
 */
export function useServer(state: State, dispatch: Dispatch<Action>): void {
  const { folder, connection, destinations } = state
  const hasHoldings = connection === 'connected' && isInSandbox(state)
  const reader = useRef<HoldingsReader>(undefined)

  useEffect(() => {
    if (!hasHoldings) return
    const own = new HoldingsReader(folder, (holdings) => dispatch({ type: 'readHoldings', holdings }))
    reader.current = own
    own.read()
    return () => own.end()
  }, [folder, hasHoldings, dispatch])

  // `destinations` is another object after each change of the code.
  useEffect(() => {
    if (!destinations.some((one) => one.folder === folder)) return
    const aborted = new AbortController()
    readDestination(folder, aborted.signal).then(
      (details) => dispatch({ type: 'loaded', details }),
      (error: unknown) => {
        if (aborted.signal.aborted) return
        if (!(error instanceof RefusedError)) return dispatch({ type: 'lost' })
        dispatch({ type: 'loaded', details: { folder, samples: {}, error: error.message } })
      }
    )
    return () => aborted.abort()
  }, [folder, destinations, dispatch])

  useEffect(() => {
    const onLost = () => dispatch({ type: 'lost' })
    const onChange = () => {
      readList().then((list) => dispatch({ type: 'listed', list, recent: recentDestinations() }), onLost)
    }
    const onHoldings = (changed: string) => {
      if (reader.current?.folder === changed) reader.current.read()
    }
    onChange()
    return watchServer({ onChange, onHoldings, onLost })
  }, [dispatch])
}
