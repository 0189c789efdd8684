import { useEffect } from 'react'
import type { Dispatch } from 'react'
import { readCatalogue, watchChanges } from '../server/server'
import type { Action } from './state'

/** Reads what is served: at first, whenever changed code was loaded, and when the server is back. */
export function useCatalogue(dispatch: Dispatch<Action>): void {
  useEffect(() => {
    const lost = () => dispatch({ type: 'lost' })
    const read = () => {
      readCatalogue().then((catalogue) => dispatch({ type: 'loaded', catalogue }), lost)
    }
    read()
    return watchChanges(read, lost)
  }, [dispatch])
}
