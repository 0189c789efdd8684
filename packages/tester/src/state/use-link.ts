import { useEffect, useMemo } from 'react'
import type { Dispatch } from 'react'
import { linkedState } from './current-call'
import { openLink, toLink, toLinkedState } from './link'
import type { Action, State } from './state'

/** Milliseconds without a change before the address follows. */
const pause = 300

/** Takes the state from the address, also when another link is opened in the page; and keeps the address up to date. */
export function useLink(state: State, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    const open = async () => {
      const { linked, problem } = await openLink(location.hash)
      if (linked) dispatch({ type: 'restored', linked })
      if (problem !== undefined) dispatch({ type: 'foundBrokenLink', problem })
    }
    // A state that is too long for the address is kept in the history instead, so that it survives a reload.
    const kept = toLinkedState(history.state)
    if (location.hash === '' && kept) dispatch({ type: 'restored', linked: kept })
    const opens = () => void open()
    opens()
    addEventListener('hashchange', opens)
    return () => removeEventListener('hashchange', opens)
  }, [dispatch])

  const { folder, action, eventText, settings, mappings, subscriptions, details } = state
  const linked = useMemo(
    () => linkedState({ folder, action, eventText, settings, mappings, subscriptions, details }),
    [folder, action, eventText, settings, mappings, subscriptions, details]
  )
  useEffect(() => {
    if (!linked) return
    let isCurrent = true
    const follow = async () => {
      const link = await toLink(linked)
      if (!isCurrent) return
      // Replacing the hash fires no `hashchange`, unlike setting it.
      if (link.isTooLong) history.replaceState(linked, '', location.pathname + location.search)
      else history.replaceState(null, '', link.hash)
      dispatch({ type: 'linked', link })
    }
    const timer = setTimeout(() => void follow(), pause)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [linked, dispatch])
}
