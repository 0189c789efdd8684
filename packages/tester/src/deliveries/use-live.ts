import type {
  History,
  LiveDestination,
  LiveEngine,
  LiveEvents,
  Operation,
  Replay,
  ShownGroup
} from '@partner-destinations/delivery/wire'
import { useEffect, useReducer } from 'react'
import { merged } from './plots/history'

/** What the page was told last. Each part is undefined until it was told. */
export interface Live {
  connection: 'connecting' | 'connected' | 'lost'
  engine?: LiveEngine
  destinations?: LiveDestination[]
  failures?: ShownGroup[]
  replays?: Replay[]
  operations?: Operation[]
  history?: History
}

type Told =
  | { connection: Live['connection'] }
  | { [Name in keyof LiveEvents]: { event: Name; data: LiveEvents[Name] } }[keyof LiveEvents]

const events: readonly (keyof LiveEvents)[] = ['engine', 'destinations', 'failures', 'replays', 'operations', 'history']

/** Milliseconds after which a connection that the server refused is tried again. The browser tries all others again. */
const retryMs = 2000

/** What delivery tells the page, for as long as the page is open. */
export function useLive(): Live {
  const [live, tell] = useReducer(told, { connection: 'connecting' })
  useEffect(() => {
    let source: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    const connect = () => {
      source = new EventSource('api/live')
      source.addEventListener('open', () => tell({ connection: 'connected' }))
      source.addEventListener('error', () => {
        tell({ connection: 'lost' })
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryMs)
      })
      for (const event of events) {
        source.addEventListener(event, ({ data }: MessageEvent<string>) => {
          tell({ event, data: JSON.parse(data) as never })
        })
      }
    }
    connect()
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [])
  return live
}

function told(live: Live, what: Told): Live {
  if ('connection' in what) return { ...live, connection: what.connection }
  if (what.event === 'history') return { ...live, history: merged(live.history, what.data) }
  return { ...live, [what.event]: what.data }
}
