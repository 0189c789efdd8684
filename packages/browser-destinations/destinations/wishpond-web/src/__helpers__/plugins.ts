import type { Analytics, Plugin } from '@segment/analytics-next'
import { Context } from '@segment/analytics-next'
import type { Subscription } from '@segment/browser-destination-runtime/types'
import type { Settings } from '../generated-types'
import wishpondWeb, { destination } from '../index'

type Event = ConstructorParameters<typeof Context>[0]

const keys: Settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

/**
 * The plugins that analytics.js gets, in the order identifyLead, trackEvent. Their subscriptions are the presets of a
 * destination that was just created, as Segment keeps them.
 *
 * @param mapping what differs from the presets' mappings
 */
export async function createPlugins(settings: Settings = keys, mapping: Record<string, unknown> = {}) {
  const subscriptions = (destination.presets ?? []).map((preset) => ({
    ...preset,
    mapping: { ...preset.mapping, ...mapping },
    enabled: true
  })) as unknown as Subscription[]
  return [await wishpondWeb({ ...settings, subscriptions } as never)].flat()
}

export function load(plugins: Plugin[]) {
  return Promise.all(plugins.map((plugin) => plugin.load(Context.system(), {} as Analytics)))
}

/** Gives an event to each plugin, as analytics.js does. */
export async function send(plugins: Plugin[], event: Event) {
  const context = new Context(event)
  await Promise.all(plugins.map(async (plugin) => plugin[event.type as 'identify' | 'track']?.(context)))
}

/** Puts a tracker on the page, which keeps the calls that it gets. */
export function putTracker() {
  const calls: unknown[][] = []
  window.Wishpond = {
    ...window.Wishpond,
    Tracker: {
      identify: (...args) => void calls.push(['identify', ...args]),
      track: (...args) => void calls.push(['track', ...args])
    }
  }
  return calls
}

/** What the tracker is called with for one event. @param mapping what differs from the presets' mappings */
export async function callsFor(event: Event, mapping: Record<string, unknown> = {}) {
  const calls = putTracker()
  const plugins = await createPlugins(keys, mapping)
  await load(plugins)
  await send(plugins, event)
  return calls
}
