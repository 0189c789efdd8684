import type { BrowserActionDefinition } from '@segment/browser-destination-runtime/types'
import type { Settings } from '../generated-types'
import { whenReady } from '../tracker'
import type { Wishpond } from '../types'
import { toLeadAttributes } from './attributes'
import { fields } from './fields'
import type { Payload } from './generated-types'

const action: BrowserActionDefinition<Settings, Wishpond, Payload> = {
  title: 'Identify Lead',
  description: 'Create a lead in Wishpond, or update the attributes of an existing one.',
  platform: 'web',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: async (_client, { payload: { userId, attributes } }) => {
    // The runtime does not see to required fields.
    if (!userId) return
    const leadAttributes = toLeadAttributes(attributes ?? {})
    const wishpond = await whenReady()
    wishpond.Tracker.identify(userId, leadAttributes)
  }
}

export default action
