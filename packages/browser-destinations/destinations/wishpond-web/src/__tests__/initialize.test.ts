import type { Analytics } from '@segment/analytics-next'
import { resolveWhen } from '@segment/browser-destination-runtime/resolve-when'
import type { Settings } from '../generated-types'
import { destination } from '../index'
import { putTracker } from '../__helpers__/plugins'

const SCRIPT = 'https://cdn.wishpond.net/connect.js'
const keys = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }
const loadScript = jest.fn()

function initialize(settings: Record<string, unknown> = {}) {
  const options = { settings: { ...keys, ...settings } as Settings, analytics: {} as Analytics }
  return destination.initialize(options, { loadScript, resolveWhen })
}

/** Lets time pass, and with it what waits for it. */
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 50) {
    jest.advanceTimersByTime(50)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
}

/** How a promise stands: pending, resolved, or the message of its error. */
async function stateOf(promise: Promise<unknown>) {
  const ended = promise.then(
    () => 'resolved',
    (error: Error) => error.message
  )
  // The microtasks of what has ended come before the pending one's turn.
  const pending = (async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    return 'pending'
  })()
  return Promise.race([ended, pending])
}

beforeEach(() => {
  jest.useFakeTimers()
  loadScript.mockReset().mockResolvedValue(undefined)
  delete window.Wishpond
})

afterEach(() => {
  jest.useRealTimers()
})

describe('initialize', () => {
  it('gives Wishpond the two keys before it loads the script', async () => {
    loadScript.mockImplementation(async () => {
      expect(window.Wishpond).toEqual({ merchantId: '123456', writeKey: '0a1b2c3d4e5f' })
      putTracker()
    })
    await initialize()

    expect(loadScript.mock.calls).toEqual([[SCRIPT]])
  })

  it('keeps what the page has put on window.Wishpond', async () => {
    const own = { theme: 'dark' }
    window.Wishpond = own as Window['Wishpond']
    const loading = initialize()
    putTracker()
    await pass(50)
    await loading

    expect(own).toEqual({ theme: 'dark', merchantId: '123456', writeKey: '0a1b2c3d4e5f' })
  })

  it('takes blanks around the keys away', async () => {
    const loading = initialize({ merchantId: ' 123456\n', trackingKey: '\u00a00a1b2c3d4e5f ' })
    putTracker()
    await pass(50)
    await loading

    expect(window.Wishpond).toMatchObject({ merchantId: '123456', writeKey: '0a1b2c3d4e5f' })
  })

  it('resolves when there is a tracker, and not when the script has merely loaded', async () => {
    const loading = initialize()
    await pass(1000)
    expect(await stateOf(loading)).toBe('pending')

    putTracker()
    await pass(50)
    expect(await stateOf(loading)).toBe('resolved')
    expect(await loading).toBe(window.Wishpond)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('waits almost five seconds for a slow script', async () => {
    loadScript.mockImplementation(
      () => new Promise((resolve) => setTimeout(() => resolve(putTracker() as never), 4900))
    )
    const loading = initialize()
    await pass(4950)

    expect(await stateOf(loading)).toBe('resolved')
  })

  it('loads no script when the page has a tracker already', async () => {
    putTracker()
    await initialize()

    expect(loadScript).not.toHaveBeenCalled()
  })
})

describe('initialize without Load Script', () => {
  it("waits for the page's own script, and leaves the keys that the page gave it", async () => {
    const loading = initialize({ loadScript: false })
    await pass(1000)
    expect(window.Wishpond).toBeUndefined()

    window.Wishpond = { merchantId: '7', writeKey: 'of-the-page' }
    putTracker()
    await pass(50)
    expect(await stateOf(loading)).toBe('resolved')
    expect(loadScript).not.toHaveBeenCalled()
    expect(window.Wishpond).toMatchObject({ merchantId: '7', writeKey: 'of-the-page' })
  })

  it('says what the page has to do when there is no tracker after five seconds', async () => {
    const loading = initialize({ loadScript: false })
    await pass(5000)

    expect(await stateOf(loading)).toBe(
      `Nothing is sent to Wishpond from this page. Its script is ${SCRIPT}, which your page must load itself (see the setting Load Script): there was no tracker after 5 seconds.`
    )
  })
})

// The runtime does not compare settings with their types.
describe('initialize with keys that are missing, empty or not texts', () => {
  it.each([
    { merchantId: undefined },
    { merchantId: '' },
    { merchantId: ' ' },
    { trackingKey: '\u00a0\n' },
    { merchantId: 123456 },
    { trackingKey: null },
    { trackingKey: {} },
    { trackingKey: ['0a1b2c3d4e5f'] }
  ])('loads no script, and says what is wrong: %j', async (wrong) => {
    await expect(initialize(wrong)).rejects.toMatchObject({
      name: 'WishpondError',
      code: 'INVALID_SETTINGS',
      status: 400,
      message:
        'Nothing is sent to Wishpond from this page. Merchant ID or Tracking Key is missing, empty or not a text. Copy both from the API Keys dialog in Wishpond.'
    })
    expect(loadScript).not.toHaveBeenCalled()
    expect(window.Wishpond).toBeUndefined()
    expect(jest.getTimerCount()).toBe(0)
  })

  it('needs no keys when the page loads the script by itself', async () => {
    putTracker()

    await expect(initialize({ loadScript: false, merchantId: undefined })).resolves.toBe(window.Wishpond)
  })
})

describe('initialize gives up', () => {
  // The runtime rejects with an event where another plugin has begun to load the script.
  it.each([new Error(`Failed to load ${SCRIPT}`), new Event('error')])(
    'at once when the script is blocked: %s',
    async (why) => {
      loadScript.mockRejectedValue(why)

      await expect(initialize()).rejects.toMatchObject({
        name: 'WishpondError',
        code: 'SCRIPT_NOT_LOADED',
        status: 503,
        message: `Nothing is sent to Wishpond from this page. Its script is ${SCRIPT}: it was blocked, as ad blockers do, or could not be reached.`
      })
      expect(jest.getTimerCount()).toBe(0)
    }
  )

  it.each([
    ['the script never comes', () => new Promise(() => undefined)],
    ['what an ad blocker put in its place brings no tracker', () => Promise.resolve()]
  ])('after five seconds when %s', async (_case, answer) => {
    loadScript.mockImplementation(answer)
    const loading = initialize()
    await pass(4950)
    expect(await stateOf(loading)).toBe('pending')

    await pass(50)
    expect(await stateOf(loading)).toBe(
      `Nothing is sent to Wishpond from this page. Its script is ${SCRIPT}: there was no tracker after 5 seconds.`
    )
    await pass(50)
    expect(jest.getTimerCount()).toBe(0)
  })
})
