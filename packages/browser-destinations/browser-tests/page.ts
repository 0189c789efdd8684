import { AnalyticsBrowser } from '@segment/analytics-next'
import type { Plugin } from '@segment/analytics-next'
import type { JSONObject } from '@segment/actions-core'
import type { PluginFactory } from '@segment/browser-destination-runtime/types'
import { name, presets } from '../destinations/wishpond-web/metadata.json'

interface Start {
  /** How the destination comes onto the page: from Segment's settings, or registered by the page itself. */
  by?: 'settings' | 'page'
  /** The Integrations object with which analytics.js is loaded. */
  integrations?: Record<string, boolean>
  /** Settings of the destination besides its keys. */
  settings?: { loadScript: boolean }
}

declare global {
  interface Window {
    start(options?: Start): Promise<void>
    analytics: AnalyticsBrowser
    /** Ends the destination's wait for Wishpond's script, as if its time were up. */
    endTimeLimit(): void
    /** The calls that the tracker got, as name and arguments. */
    trackerCalls: unknown[]
    /** The names and user ids of the events that the other destination got. */
    otherGot: unknown[]
    'wishpond-webDestination': PluginFactory
  }
}

const settings = {
  merchantId: '123456',
  trackingKey: '0a1b2c3d4e5f',
  subscriptions: presets.map((preset) => ({ ...preset, enabled: true })) as unknown as JSONObject[]
}

/** Milliseconds for which the destination waits for Wishpond's script. */
const timeLimit = 5_000
const waits = new Map<number, () => void>()
let lastWait = 0

/** A wait of that length ends when a test says so: on a slow machine it could end too early. */
function holdTimeLimit(): void {
  const begin = window.setTimeout.bind(window)
  const end = window.clearTimeout.bind(window)
  window.setTimeout = ((handler: () => void, milliseconds?: number, ...args: unknown[]) => {
    if (milliseconds !== timeLimit) return begin(handler, milliseconds, ...args)
    // Below zero, where the browser has no ids.
    waits.set(--lastWait, handler)
    return lastWait
  }) as typeof setTimeout
  window.clearTimeout = (id) => {
    if (!waits.delete(id as number)) end(id)
  }
  window.endTimeLimit = () => waits.forEach((handler) => handler())
}

holdTimeLimit()

/** Another destination, which takes every event at once. */
function otherDestination(): Plugin {
  const take: Plugin['track'] = (context) => {
    window.otherGot.push(context.event.event ?? context.event.userId)
    return context
  }
  return {
    name: 'Other',
    type: 'destination',
    version: '1.0.0',
    isLoaded: () => true,
    load: () => Promise.resolve(),
    identify: take,
    track: take
  }
}

window.trackerCalls = []
window.otherGot = []

/** Puts analytics.js on the page, with the destination and another one. Calls can be made as soon as it resolves. */
window.start = async ({ by = 'settings', integrations = {}, settings: more = {} } = {}) => {
  const url = new URL('wishpond-web.js', location.href).href
  const allSettings = { ...settings, ...more }
  const plugins = by === 'page' ? await createPlugins(url, allSettings) : []
  const libraryName = 'wishpond-webDestination'
  window.analytics = AnalyticsBrowser.load(
    {
      writeKey: 'test',
      plugins: [otherDestination()],
      cdnSettings: {
        integrations: { 'Segment.io': { apiKey: 'test' } },
        metrics: { sampleRate: 0 },
        remotePlugins: by === 'settings' ? [{ name, creationName: name, libraryName, url, settings: allSettings }] : []
      }
    },
    { integrations: { 'Segment.io': false, ...integrations } }
  )
  // Not awaited, as on a page that goes on to make calls: it takes until the destination has loaded.
  void window.analytics.register(...plugins)
}

async function createPlugins(url: string, allSettings: JSONObject) {
  const script = document.createElement('script')
  script.src = url
  document.head.append(script)
  await new Promise((resolve) => script.addEventListener('load', resolve))
  return (await window['wishpond-webDestination'](allSettings)) as Plugin[]
}
