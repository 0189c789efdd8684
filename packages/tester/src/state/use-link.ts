import { useEffect } from 'react'
import type { Dispatch } from 'react'
import { linkedState } from './current-call'
import { fromHash, toHash } from './link'
import type { Action, State } from './state'

/** Milliseconds without a change before the address follows. */
const pause = 300

/** Takes the state from the address, also when another link is opened in the page; and keeps the address up to date. */
export function useLink(state: State, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    const restore = () => {
      const linked = fromHash(location.hash)
      if (linked) dispatch({ type: 'restored', linked })
    }
    restore()
    addEventListener('hashchange', restore)
    return () => removeEventListener('hashchange', restore)
  }, [dispatch])

  const linked = linkedState(state)
  const hash = linked && toHash(linked)
  useEffect(() => {
    if (hash === undefined) return
    // Unlike a new hash, a replaced one tells no `hashchange`.
    const timer = setTimeout(() => history.replaceState(null, '', hash), pause)
    return () => clearTimeout(timer)
  }, [hash])
}
