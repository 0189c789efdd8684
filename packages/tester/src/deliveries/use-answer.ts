import { useEffect, useEffectEvent, useState } from 'react'

/** What was asked for: the last answer stays until the next one is there, so that nothing jumps. */
export interface Answer<Value> {
  value?: Value
  error?: string
  isLoading: boolean
}

/**
 * Asks the server, and again whenever the key is another one.
 * @param key says what is asked for; undefined to ask for nothing
 */
export function useAnswer<Value>(key: string | undefined, ask: (signal: AbortSignal) => Promise<Value>): Answer<Value> {
  const [answer, setAnswer] = useState<{ key: string; value?: Value; error?: string }>()
  const asks = useEffectEvent(ask)
  useEffect(() => {
    if (key === undefined) return
    const aborted = new AbortController()
    asks(aborted.signal).then(
      (value) => setAnswer({ key, value }),
      (error: Error) => {
        if (!aborted.signal.aborted) setAnswer({ key, error: error.message })
      }
    )
    return () => aborted.abort()
  }, [key])
  const { value, error } = answer ?? {}
  return { value, error, isLoading: key !== undefined && answer?.key !== key }
}
