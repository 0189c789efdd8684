import type { BrowserActionDefinition } from '@segment/browser-destination-runtime/types'
import type { Settings } from '../generated-types'
import { toObject } from '../to-object'
import { whenReady } from '../tracker'
import type { Wishpond } from '../types'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: BrowserActionDefinition<Settings, Wishpond, Payload> = {
  title: 'Track Event',
  description: 'Add an event to a lead in Wishpond.',
  platform: 'web',
  defaultSubscription: 'type = "track"',
  fields,
  perform: async (_client, { payload: { event, properties } }) => {
    const eventProperties = toObject(properties)
    const title = toTitle(event)
    // The runtime checks neither required fields nor their types.
    if (title === undefined || eventProperties === undefined) return
    const wishpond = await whenReady()
    wishpond.Tracker.track(title, eventProperties)
  }
}

/** As in cloud mode, a number becomes a text. The default mapping turns booleans into texts, but they are not titles. */
function toTitle(event: unknown): string | undefined {
  if (typeof event !== 'string' && typeof event !== 'number') return undefined
  const title = String(event)
  return /^(true|false)?$/i.test(title.trim()) ? undefined : title
}

export default action
