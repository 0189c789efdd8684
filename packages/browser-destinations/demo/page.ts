import { demoKeys } from '@partner-destinations/vendors/wishpond/demo-keys'
import type { JSONObject } from '@segment/actions-core'
import { AnalyticsBrowser } from '@segment/analytics-next'
import type { CDNSettings } from '@segment/analytics-next'
import { name, presets } from '../destinations/wishpond-web/metadata.json'

/** What the stand-in of Wishpond's script tells the page after each call. */
interface TrackerReport {
  call: [name: string, ...args: unknown[]]
  /** Of the sandbox's answer; 0 when there was none. */
  status: number
}

declare global {
  interface Window {
    analytics: AnalyticsBrowser
  }
  interface WindowEventMap {
    wishpond: CustomEvent<TrackerReport>
  }
}

const writeKey = 'demo'

/** The destination's presets, as they are when a customer has just added it. */
const subscriptions = presets.map((preset) => ({ ...preset, enabled: true })) as unknown as JSONObject[]

/** What Segment's CDN would answer for a source that has the destination. */
const cdnSettings: CDNSettings = {
  integrations: { 'Segment.io': { apiKey: writeKey } },
  metrics: { sampleRate: 0 },
  remotePlugins: [
    {
      name,
      creationName: name,
      libraryName: 'wishpond-webDestination',
      url: new URL('wishpond-web.js', location.href).href,
      settings: {
        ...demoKeys,
        loadScript: true,
        subscriptions
      }
    }
  ]
}

async function main() {
  const analytics = new AnalyticsBrowser()
  // At once, so that calls from the console wait for what follows.
  window.analytics = analytics
  window.addEventListener('wishpond', ({ detail }) => {
    showCall(detail)
    void showLeads()
  })
  element('refresh').addEventListener('click', () => void showLeads())
  await showLeads()

  if (!('serviceWorker' in navigator)) {
    say('This browser gives the page no service worker (a private window?), without which the sandbox cannot stand in.')
    return
  }
  await standIn()
  // Neither Segment.io nor metrics: events go to the destination, and nothing to Segment.
  analytics.load({ writeKey, cdnSettings }, { integrations: { 'Segment.io': false } })
  await analytics.ready()
  say(hasTracker() ? 'Ready.' : 'There is no tracker. The console of the browser says why.')
}

function hasTracker() {
  return 'Wishpond' in window && 'Tracker' in (window.Wishpond as object)
}

/** Has the service worker answer the requests to vendors, from here on. */
async function standIn() {
  await navigator.serviceWorker.register('service-worker.js')
  const { active } = await navigator.serviceWorker.ready
  if (navigator.serviceWorker.controller) return
  const taken = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
  })
  active?.postMessage('claim')
  await taken
}

function showCall({ call: [method, ...args], status }: TrackerReport) {
  const item = document.createElement('li')
  const code = document.createElement('code')
  code.textContent = `Wishpond.Tracker.${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`
  item.append(code)
  if (status !== 200) {
    item.append(` The sandbox refused it: status ${status}.`)
    item.className = 'failed'
  }
  element('calls').append(item)
}

async function showLeads() {
  const { leads } = (await (await fetch('/sandbox/wishpond')).json()) as { leads: unknown[] }
  element('leads').textContent = JSON.stringify(leads, null, 2)
}

function say(status: string) {
  element('status').textContent = status
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement
}

main().catch((error: Error) => say(`The page failed: ${error.message}`))
