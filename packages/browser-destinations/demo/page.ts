import { AnalyticsBrowser } from '@segment/analytics-next'
import type { CDNSettings } from '@segment/analytics-next'
import type { DemoDestination } from './destinations'

/** What a stand-in of a vendor's script tells the page after each call. */
interface ScriptCall {
  /** The function, as a page calls it. */
  call: string
  args: unknown[]
  /** Of the answer that the sandbox, or the stand-in itself, has for the call; 0 when there was none. */
  status: number
}

declare global {
  interface Window {
    analytics: AnalyticsBrowser
  }
  interface WindowEventMap {
    'stand-in': CustomEvent<ScriptCall>
  }
}

const writeKey = 'demo'

async function main() {
  const analytics = new AnalyticsBrowser()
  // At once, so that calls from the console wait for what follows.
  window.analytics = analytics
  const destinations = await read<DemoDestination[]>('destinations.json')
  for (const { name } of destinations) append('destinations', name)
  const vendors = [...new Set(destinations.map(({ vendor }) => vendor))]
  window.addEventListener('stand-in', ({ detail }) => {
    showCall(detail)
    void showHoldings(vendors)
  })
  element('refresh').addEventListener('click', () => void showHoldings(vendors))
  await showHoldings(vendors)

  if (!('serviceWorker' in navigator)) {
    say('This browser gives the page no service worker (a private window?), without which the sandbox cannot stand in.')
    return
  }
  await standIn()
  // Neither Segment.io nor metrics: events go to the destinations, and nothing to Segment.
  analytics.load({ writeKey, cdnSettings: settingsOf(destinations) }, { integrations: { 'Segment.io': false } })
  await analytics.ready()
  const failed = new Set(analytics.instance?.queue.failedInitializations)
  say(failed.size === 0 ? 'Ready.' : `${[...failed].join(', ')} did not load. The console of the browser says why.`)
}

/** What Segment's CDN would answer for a source that has the destinations. */
function settingsOf(destinations: DemoDestination[]): CDNSettings {
  return {
    integrations: { 'Segment.io': { apiKey: writeKey } },
    metrics: { sampleRate: 0 },
    remotePlugins: destinations.map(({ folder, name, settings }) => ({
      name,
      creationName: name,
      libraryName: `${folder}Destination`,
      url: new URL(`${folder}.js`, location.href).href,
      settings
    }))
  }
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

function showCall({ call, args, status }: ScriptCall) {
  const code = document.createElement('code')
  code.textContent = `${call}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`
  const item = append('calls', code)
  if (status !== 200) {
    item.append(` The sandbox refused it: status ${status}.`)
    item.className = 'failed'
  }
}

async function showHoldings(vendors: string[]) {
  const held = await Promise.all(vendors.map(async (vendor) => [vendor, await read(`/sandbox/${vendor}`)] as const))
  element('holdings').textContent = JSON.stringify(Object.fromEntries(held), null, 2)
}

async function read<Content = object>(address: string): Promise<Content> {
  return (await (await fetch(address)).json()) as Content
}

/** Adds an item to a list. */
function append(list: string, content: Node | string): HTMLLIElement {
  const item = document.createElement('li')
  item.append(content)
  element(list).append(item)
  return item
}

function say(status: string) {
  element('status').textContent = status
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement
}

main().catch((error: Error) => say(`The page failed: ${error.message}`))
