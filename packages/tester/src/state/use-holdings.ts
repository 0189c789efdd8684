import { useEffect } from 'react'
import type { Dispatch } from 'react'
import { readHoldings } from '../server/server'
import type { Action, State } from './state'

/** Reads what the sandbox holds of the picked destination. */
export function useHoldings({ folder, mode, connection }: State, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    if (folder === '' || mode === 'live' || connection !== 'connected') return
    let isCurrent = true
    readHoldings(folder).then(
      (holdings) => isCurrent && dispatch({ type: 'readHoldings', holdings }),
      () => undefined // the page already says that the server is gone
    )
    return () => {
      isCurrent = false
    }
  }, [folder, mode, connection, dispatch])
}
