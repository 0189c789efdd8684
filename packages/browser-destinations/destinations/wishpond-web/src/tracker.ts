import type { BrowserDestinationDependencies } from '@segment/browser-destination-runtime/types'
import type { Settings } from './generated-types'
import type { Wishpond } from './types'

declare global {
  interface Window {
    /** Without a tracker until the script has run. */
    Wishpond?: Omit<Wishpond, 'Tracker'> & Partial<Wishpond>
  }
}

const SCRIPT = 'https://cdn.wishpond.net/connect.js'

/**
 * Milliseconds to wait for the tracker. If an ad blocker replaces Wishpond's script with an empty one, a page that
 * awaits `analytics.track()` waits this long. So the limit is not longer than a visitor would wait.
 */
const TIME_LIMIT = 5_000

/** Milliseconds between two checks for the tracker. */
const POLL_INTERVAL = 50

/**
 * The reason why nothing reaches Wishpond. It has the members of the framework's errors. Their classes can't be
 * imported, because the framework as a whole doesn't run in browsers.
 */
class WishpondError extends Error {
  readonly name = 'WishpondError'

  constructor(reason: string, readonly code: string, readonly status: number) {
    super(`Nothing is sent to Wishpond from this page. ${reason}`)
  }
}

// A page has one `window.Wishpond`, so there is one of these.
let loading: Promise<Wishpond>

/**
 * Loads Wishpond's script, unless the page does that itself, and waits for its tracker.
 *
 * @throws WishpondError if the script is blocked, if there is no tracker within the time limit, or if the script must
 * be loaded and one of the keys is missing, empty or not a text
 */
export function loadWishpond(settings: Settings, dependencies: BrowserDestinationDependencies): Promise<Wishpond> {
  loading = load(settings, dependencies)
  return loading
}

/**
 * Wishpond, as soon as its tracker can be called. Callers get it in the order in which they asked.
 *
 * Actions ask for it here, and don't use the client that the runtime passes to them. If a page registers a plugin
 * itself (`analytics.register`), the plugin gets events, but no client, while it is still loading.
 *
 * @throws what {@link loadWishpond} throws
 */
export function whenReady(): Promise<Wishpond> {
  return loading
}

async function load(settings: Settings, { loadScript, resolveWhen }: BrowserDestinationDependencies) {
  let timer: number | undefined
  let gaveUp = false
  const timeLimit = new Promise<never>((_resolve, reject) => {
    timer = window.setTimeout(() => {
      gaveUp = true
      reject(notReady(settings, `there was no tracker after ${TIME_LIMIT / 1000} seconds`))
    }, TIME_LIMIT)
  })
  try {
    await Promise.race([timeLimit, loadOnce(settings, loadScript)])
    await Promise.race([timeLimit, resolveWhen(() => hasTracker(window.Wishpond) || gaveUp, POLL_INTERVAL)])
  } finally {
    window.clearTimeout(timer)
  }
  return window.Wishpond as Wishpond
}

async function loadOnce(settings: Settings, loadScript: BrowserDestinationDependencies['loadScript']) {
  // The runtime applies no defaults: a setting that nobody has changed is undefined.
  if (settings.loadScript === false || hasTracker(window.Wishpond)) return
  const merchantId = readKey(settings.merchantId)
  const writeKey = readKey(settings.trackingKey)
  // The runtime doesn't check required settings, either.
  if (!merchantId || !writeKey) {
    throw new WishpondError(
      'Merchant ID or Tracking Key is missing, empty or not a text. Copy both from the API Keys dialog in Wishpond.',
      'INVALID_SETTINGS',
      400
    )
  }
  window.Wishpond = Object.assign(window.Wishpond ?? {}, { merchantId, writeKey })
  try {
    await loadScript(SCRIPT)
  } catch {
    throw notReady(settings, 'it was blocked, as ad blockers do, or could not be reached')
  }
}

function hasTracker(wishpond: Window['Wishpond']): wishpond is Wishpond {
  return wishpond?.Tracker !== undefined
}

function readKey(key: unknown): string | undefined {
  return typeof key === 'string' ? key.trim() : undefined
}

function notReady({ loadScript }: Settings, problem: string): WishpondError {
  const whose = loadScript === false ? ', which your page must load itself (see the setting Load Script)' : ''
  return new WishpondError(`Its script is ${SCRIPT}${whose}: ${problem}.`, 'SCRIPT_NOT_LOADED', 503)
}
