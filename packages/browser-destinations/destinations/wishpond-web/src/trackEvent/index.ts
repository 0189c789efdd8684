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
    // The runtime sees neither to required fields nor to their types. The mapping makes texts of booleans.
    if (typeof event !== 'string' || /^(true|false)?$/i.test(event.trim())) return
    if (eventProperties === undefined) return
    const wishpond = await whenReady()
    wishpond.Tracker.track(event, eventProperties)
  }
}

export default action
