import type { BrowserActionDefinition } from '@segment/browser-destination-runtime/types'
import type { Settings } from '../generated-types'
import { toIdentifier } from '../identifier'
import { toObject } from '../to-object'
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
  perform: async (_client, { payload }) => {
    const userId = toIdentifier(payload.userId)
    const traits = toObject(payload.attributes)
    // The runtime checks neither required fields nor their types.
    if (userId === undefined || traits === undefined) return
    const attributes = toLeadAttributes(traits)
    const wishpond = await whenReady()
    wishpond.Tracker.identify(userId, attributes)
  }
}

export default action
