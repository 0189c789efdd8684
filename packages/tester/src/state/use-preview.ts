import { useEffect } from 'react'
import type { Dispatch } from 'react'
import { preview } from '../server/server'
import { currentCall } from './current-call'
import type { Action, State } from './state'

/** Milliseconds without typing before the preview is asked for. */
const pause = 150

/** Keeps the preview up to date with what is typed, and with the code. */
export function usePreview(state: State, dispatch: Dispatch<Action>): void {
  const call = currentCall(state)
  const question = call && call.action !== 'delete' ? JSON.stringify(call) : undefined
  const { destinations } = state // another object after each change of the code
  useEffect(() => {
    if (question === undefined) return
    const aborted = new AbortController()
    const timer = setTimeout(() => {
      preview(JSON.parse(question) as NonNullable<typeof call>, aborted.signal).then(
        (previews) => dispatch({ type: 'previewed', previews }),
        () => undefined // sending says what is wrong
      )
    }, pause)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [question, destinations, dispatch])
}
