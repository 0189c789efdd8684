import { useSyncExternalStore } from 'react'
import { pointInTime, span } from './words'

/** All ages on the page count on together. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function listen(onTick: () => void): () => void {
  listeners.add(onTick)
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), 1000)
  return () => {
    listeners.delete(onTick)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time, which changes once a second. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => Math.floor(Date.now() / 1000) * 1000)
}

/** How long ago something happened. */
export function Age({ since }: { since: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(since).toISOString()} title={pointInTime(since)}>
      {span(now - since)}
    </time>
  )
}

/** When something happened. */
export function Moment({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{pointInTime(at)}</time>
}
