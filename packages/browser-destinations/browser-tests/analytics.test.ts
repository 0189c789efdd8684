import type { Page, Route } from 'playwright-core'
import { startChromium } from './chromium'
import { startSite } from './site'

const SCRIPT = 'https://cdn.wishpond.net/connect.js'
const TRACKER = `
  Wishpond.Tracker = {
    identify: (...args) => trackerCalls.push(['identify', ...args]),
    track: (...args) => trackerCalls.push(['track', ...args])
  }
`

type Start = NonNullable<Parameters<Window['start']>[0]>

let chromium: Awaited<ReturnType<typeof startChromium>>
let site: Awaited<ReturnType<typeof startSite>>

beforeAll(async () => {
  ;[chromium, site] = await Promise.all([startChromium(), startSite()])
})

afterAll(async () => {
  await chromium.close()
  site.close()
})

const serveTracker = (route: Route) => route.fulfill({ contentType: 'text/javascript', body: TRACKER })

/** Opens the site and starts analytics.js on it; `answer` is what becomes of the request for Wishpond's script. */
async function open(start: Start = {}, answer: (route: Route) => Promise<void> = serveTracker) {
  const { page, errors } = await chromium.open()
  const warnings: string[] = []
  let scriptRequests = 0
  page.on('console', (message) => warnings.push(message.text()))
  await page.route(SCRIPT, (route) => {
    scriptRequests += 1
    return answer(route)
  })
  await page.goto(site.url)
  await page.evaluate((options) => window.start(options), start)
  return { page, errors, warnings, scriptRequests: () => scriptRequests }
}

/** An answer that is held back until it is let go. */
function gate() {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, answer: (route: Route) => opened.then(() => serveTracker(route)) }
}

const trackerCalls = (page: Page) => page.evaluate(() => window.trackerCalls)
const otherGot = (page: Page) => page.evaluate(() => window.otherGot)
const callsOfTracker = (page: Page, count: number) =>
  page.waitForFunction((expected) => window.trackerCalls.length >= expected, count)
const callsOfOther = (page: Page, count: number) =>
  page.waitForFunction((expected) => window.otherGot.length >= expected, count)

/** What a page does on the way to a sign-up. Resolves when analytics.js has delivered it. */
function signUp(page: Page, options: { integrations?: Record<string, boolean> } = {}) {
  return page.evaluate(async (callOptions) => {
    await window.analytics.identify('user-1', { name: 'Jane Kim' }, callOptions)
    await window.analytics.track('Signed Up', { plan: 'Startup' }, callOptions)
  }, options)
}

const signedUp = [
  ['identify', 'user-1', { name: 'Jane Kim' }],
  ['track', 'Signed Up', { plan: 'Startup' }]
]

describe.each(['settings', 'page'] as const)('On a page with the destination, by its %s', (by) => {
  it('identify and track reach the tracker, which was loaded once and has the keys', async () => {
    const { page, errors, scriptRequests } = await open({ by })
    await signUp(page)
    await callsOfTracker(page, 2)

    expect(await trackerCalls(page)).toEqual(signedUp)
    expect(await page.evaluate(() => window.Wishpond)).toMatchObject({ merchantId: '123456', writeKey: '0a1b2c3d4e5f' })
    expect(scriptRequests()).toBe(1)
    expect(errors).toEqual([])
  })

  it('a blocked script is one warning for each action: the page and the other destination go on', async () => {
    const { page, errors, warnings } = await open({ by }, (route) => route.abort('blockedbyclient'))
    await signUp(page)

    expect(await otherGot(page)).toEqual(['user-1', 'Signed Up'])
    expect(warnings.filter((text) => text.includes('Nothing is sent to Wishpond from this page.'))).toHaveLength(2)
    expect(await trackerCalls(page)).toEqual([])
    expect(errors).toEqual([])
  })

  it('a script that never comes keeps nothing from the other destination, and is given up', async () => {
    const { page, errors, warnings } = await open({ by }, () => new Promise(() => undefined))
    await page.evaluate(() => {
      void window.analytics.identify('user-1')
      void window.analytics.track('Signed Up')
    })
    await callsOfOther(page, 2)
    expect(await otherGot(page)).toEqual(['user-1', 'Signed Up'])
    expect(warnings).toEqual([])
    const givenUp = page.waitForEvent('console', (message) => message.text().includes('no tracker after 5 seconds'))
    await page.evaluate(() => window.endTimeLimit())
    await givenUp
    expect(errors).toEqual([])
  })

  it('a slow script keeps nothing from the other destination: both get every event', async () => {
    const script = gate()
    const { page } = await open({ by }, script.answer)
    await page.evaluate(() => {
      void window.analytics.identify('user-1', { name: 'Jane Kim' })
      void window.analytics.track('Signed Up', { plan: 'Startup' })
    })
    await callsOfOther(page, 2)
    expect(await otherGot(page)).toEqual(['user-1', 'Signed Up'])
    expect(await trackerCalls(page)).toEqual([])
    script.open()
    await callsOfTracker(page, 2)

    expect(await trackerCalls(page)).toEqual(signedUp)
  })
})

describe('Calls made before the script is there', () => {
  const identify = ['identify', 'user-1', { name: 'Jane Kim' }]
  const [first, last] = [
    ['track', 'First', {}],
    ['track', 'Last', {}]
  ]

  it.each([
    // Here analytics.js itself holds the calls back, for each action by itself.
    ['settings', [identify, first, last]],
    ['page', [first, identify, last]]
  ] as const)('all reach the tracker, with the destination by its %s', async (by, calls) => {
    const script = gate()
    const { page } = await open({ by }, script.answer)
    await page.evaluate(async () => {
      await window.analytics
      void window.analytics.track('First')
      void window.analytics.identify('user-1', { name: 'Jane Kim' })
      void window.analytics.track('Last')
    })
    await callsOfOther(page, 3)
    expect(await trackerCalls(page)).toEqual([])
    script.open()
    await callsOfTracker(page, 3)

    expect(await trackerCalls(page)).toEqual(calls)
  })
})

describe('An identify without a user ID', () => {
  it('sends nothing, until the user is known to analytics.js', async () => {
    const { page } = await open()
    await page.evaluate(() => window.analytics.identify({ name: 'somebody' }))
    await signUp(page)
    await page.evaluate(() => window.analytics.identify({ plan: 'Startup' }))

    expect(await trackerCalls(page)).toEqual([
      ...signedUp,
      ['identify', 'user-1', { name: 'Jane Kim', plan: 'Startup' }]
    ])
  })
})

describe('What a page that PHP wrote may call', () => {
  it('identifies nobody by a placeholder, and takes empty lists for empty objects', async () => {
    const { page, errors } = await open()
    await page.evaluate(async () => {
      for (const guest of ['0', 'null', 'anonymous', ' ']) await window.analytics.identify(guest, { name: 'a guest' })
      await window.analytics.identify('user-1', [] as never)
      await window.analytics.track('Signed Up', [] as never)
    })

    expect(await trackerCalls(page)).toEqual([
      ['identify', 'user-1', {}],
      ['track', 'Signed Up', {}]
    ])
    expect(errors).toEqual([])
  })
})

describe("The page's own objects", () => {
  it('stay as they were, whatever the destination and the tracker do', async () => {
    const { page } = await open()
    const own = await page.evaluate(async () => {
      const traits = { firstName: 'Jane', address: { city: 'Austin' } }
      const properties = { products: [{ sku: 'a' }] }
      await window.analytics.identify('user-1', traits)
      await window.analytics.track('Signed Up', properties)
      const [[, , attributes], [, , sent]] = window.trackerCalls as [[0, 1, typeof traits], [0, 1, typeof properties]]
      attributes.address.city = 'changed'
      sent.products[0].sku = 'changed'
      return { attributes, traits, properties }
    })

    expect(own).toEqual({
      attributes: { first_name: 'Jane', address: { city: 'changed' } },
      traits: { firstName: 'Jane', address: { city: 'Austin' } },
      properties: { products: [{ sku: 'a' }] }
    })
  })
})

describe('Without Load Script', () => {
  it("the destination waits for the page's own script", async () => {
    const { page, scriptRequests } = await open({ settings: { loadScript: false } })
    const delivered = signUp(page)
    await callsOfOther(page, 1)
    await page.evaluate(`window.Wishpond = {}; ${TRACKER}`)
    await delivered

    expect(await trackerCalls(page)).toEqual(signedUp)
    expect(scriptRequests()).toBe(0)
  })
})

describe('The Integrations object', () => {
  const name = 'Wishpond Web (Actions)'

  it.each([
    [{ All: false }, []],
    [{ [name]: false }, []],
    [{ All: false, [name]: true }, signedUp],
    // What analytics.js does of itself: it knows the destination by its own name only.
    [{ Wishpond: false }, signedUp],
    [{ All: false, Wishpond: true }, []]
  ])('%j of a call decides whether the tracker gets it', async (integrations, calls) => {
    const { page } = await open()
    await signUp(page, { integrations })

    expect(await trackerCalls(page)).toEqual(calls)
  })

  it.each([
    [{ All: false }, 0],
    [{ [name]: false }, 0],
    [{ All: false, [name]: true }, 1],
    [{ Wishpond: false }, 1]
  ])('%j with which analytics.js is loaded decides whether the script is', async (integrations, times) => {
    const { page, scriptRequests } = await open({ integrations })
    await signUp(page)

    expect(scriptRequests()).toBe(times)
    expect(await trackerCalls(page)).toEqual(times === 0 ? [] : signedUp)
  })
})

it('No request of any of these pages has left the machine', () => {
  expect(chromium.outside()).toEqual([])
})
