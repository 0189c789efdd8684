import { useEffect, useMemo } from 'react'
import type { Dispatch } from 'react'
import { preview } from '../server/server'
import { currentCall } from './current-call'
import type { Action, State } from './state'

/** Milliseconds without typing before the preview is asked for. */
const pause = 150

/** Keeps the preview up to date with what is typed, and with the code. */
export function usePreview(state: State, dispatch: Dispatch<Action>): void {
  const { folder, action, eventText, settings, mappings, details } = state
  // `details` is another object after each change of the code.
  const call = useMemo(
    () => currentCall({ folder, action, eventText, settings, mappings, details }),
    [folder, action, eventText, settings, mappings, details]
  )
  useEffect(() => {
    if (!call || call.action === 'delete') return
    const aborted = new AbortController()
    const timer = setTimeout(() => {
      preview(call, aborted.signal).then(
        (previews) => dispatch({ type: 'previewed', previews }),
        () => undefined // sending says what is wrong
      )
    }, pause)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [call, dispatch])
}
