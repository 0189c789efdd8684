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
 * Milliseconds that the tracker may take. A page that awaits `analytics.track()` waits as long when an ad blocker has
 * put an empty script in the place of Wishpond's, so it is no longer than a visitor would wait.
 */
const TIME_LIMIT = 5_000

/** Milliseconds between two looks for the tracker. */
const POLL_INTERVAL = 50

/**
 * The reason why nothing reaches Wishpond. It has the members of the framework's errors: their classes cannot be imported,
 * since the framework as a whole does not run in browsers.
 */
class WishpondError extends Error {
  readonly name = 'WishpondError'

  constructor(reason: string, readonly code: string, readonly status: number) {
    super(`Nothing is sent to Wishpond from this page. ${reason}`)
  }
}

// There is one `window.Wishpond` on a page, hence one of these.
let loading: Promise<Wishpond>

/**
 * Puts Wishpond on the page, unless the page does so itself, and waits for its tracker.
 *
 * @throws WishpondError when the script is blocked, when there is no tracker after the time limit, or when the script is
 * to be loaded and one of the keys is missing, empty or not a text
 */
export function loadWishpond(settings: Settings, dependencies: BrowserDestinationDependencies): Promise<Wishpond> {
  loading = load(settings, dependencies)
  return loading
}

/**
 * Wishpond, as soon as its tracker can be called. Who waits gets it in the order of asking.
 *
 * An action asks for it here instead of taking the client that the runtime hands it: a plugin that a page registers by
 * itself (`analytics.register`) is given events, and no client, while it still loads.
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
  // The runtime applies no defaults: a setting that nobody has touched is undefined.
  if (settings.loadScript === false || hasTracker(window.Wishpond)) return
  const merchantId = readKey(settings.merchantId)
  const writeKey = readKey(settings.trackingKey)
  // The runtime does not see to required settings, either.
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
  const whose = loadScript === false ? ', which the page is to load by itself (see the setting Load Script)' : ''
  return new WishpondError(`Its script is ${SCRIPT}${whose}: ${problem}.`, 'SCRIPT_NOT_LOADED', 503)
}
