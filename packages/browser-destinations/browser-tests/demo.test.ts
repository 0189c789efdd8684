import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { startChromium } from './chromium'

const bin = path.join(__dirname, '../../../bin/run')

/** The examples of Segment's catalog page of Wishpond, as one types them. */
const IDENTIFY = `analytics.identify('1e810c197e', { name: 'Jane Kim', email: 'jane.kim@example.com' });`
const TRACK = `analytics.track('Signed Up', { plan: 'Startup', source: 'Analytics Academy' });`

const jane = {
  cid: '1e810c197e',
  attributes: { name: 'Jane Kim', email: 'jane.kim@example.com' },
  events: [
    {
      event: 'Signed Up',
      properties: { plan: 'Startup', source: 'Analytics Academy' },
      timestamp: expect.any(String) as unknown
    }
  ]
}

let chromium: Awaited<ReturnType<typeof startChromium>>
let serve: ChildProcess
let url: string

beforeAll(async () => {
  serve = spawn(process.execPath, [bin, 'serve', '--browser', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  url = await new Promise((resolve, reject) => {
    serve.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, address] = /^Serving (\S+)\n/m.exec(said) ?? []
      if (address) resolve(address)
    })
    serve.once('exit', () => reject(new Error(`serve ended: ${said}`)))
  })
  chromium = await startChromium()
})

afterAll(async () => {
  await chromium.close()
  serve.removeAllListeners('exit')
  serve.kill('SIGINT')
  await once(serve, 'exit')
})

beforeEach(() => fetch(`${url}/sandbox/wishpond`, { method: 'DELETE' }))

async function leads(): Promise<unknown> {
  return (await fetch(`${url}/sandbox/wishpond`)).json()
}

/** Opens the demo page, and waits until it says that. */
async function open(status = 'Ready.') {
  const { page, errors } = await chromium.open()
  await page.goto(`${url}/browser`)
  await page.getByText(status).waitFor()
  return { page, errors }
}

/** What the page shows of the calls that Wishpond's tracker got. The scripts of other vendors get the same events. */
const shownCalls = (page: Page) => page.locator('#calls li', { hasText: 'Wishpond.Tracker.' })

const trackerCalls = (page: Page) => page.evaluate('Wishpond.Tracker.calls')

describe('The demo page', () => {
  it("calls the tracker with exactly the arguments of the catalog page's examples", async () => {
    const { page, errors } = await open()
    await page.evaluate(IDENTIFY)
    await page.evaluate(TRACK)
    await shownCalls(page).nth(1).waitFor()

    expect(await trackerCalls(page)).toEqual([
      ['identify', '1e810c197e', { name: 'Jane Kim', email: 'jane.kim@example.com' }],
      ['track', 'Signed Up', { plan: 'Startup', source: 'Analytics Academy' }]
    ])
    expect(await shownCalls(page).allTextContents()).toEqual([
      'Wishpond.Tracker.identify("1e810c197e", {"name":"Jane Kim","email":"jane.kim@example.com"})',
      'Wishpond.Tracker.track("Signed Up", {"plan":"Startup","source":"Analytics Academy"})'
    ])
    expect(errors).toEqual([])
  })

  it('makes the lead that cloud mode makes, and shows it', async () => {
    const { page } = await open()
    await page.evaluate(IDENTIFY + TRACK)
    await page.locator('#holdings', { hasText: 'Signed Up' }).waitFor()
    expect(await leads()).toEqual({ leads: [jane] })

    await fetch(`${url}/sandbox/wishpond`, { method: 'DELETE' })
    const { cid: userId, attributes: traits, events } = jane
    const timestamp = new Date().toISOString()
    for (const event of [
      { type: 'identify', userId, traits },
      { type: 'track', userId, ...events[0], timestamp }
    ]) {
      await fetch(`${url}/wishpond/event`, { method: 'POST', body: JSON.stringify(event) })
    }
    expect(await leads()).toEqual({ leads: [jane] })
  })

  it('shows the leads that cloud mode has made when asked', async () => {
    const { page } = await open()
    const event = { type: 'identify', userId: 'cloud-1', traits: { name: 'Bill Lumbergh' } }
    await fetch(`${url}/wishpond/event`, { method: 'POST', body: JSON.stringify(event) })
    await page.getByRole('button', { name: 'Refresh' }).click()

    await page.locator('#holdings', { hasText: 'Bill Lumbergh' }).waitFor()
  })

  it('says so when the script is blocked, which a fault of the sandbox does', async () => {
    const faults = { path: '/connect.js', status: 403 }
    await fetch(`${url}/sandbox/wishpond/faults`, { method: 'PUT', body: JSON.stringify(faults) })
    const { errors } = await open('Wishpond Web (Actions) did not load. The console of the browser says why.')

    expect(errors).toEqual([])
  })

  it('has the sandbox stand in also after a reload past all caches', async () => {
    const { page } = await open()
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('Page.reload', { ignoreCache: true })
    await page.getByText('Ready.').waitFor()
    await page.evaluate(TRACK)
    await shownCalls(page).waitFor()
  })

  it('lets no request leave the machine, whatever is asked of it', async () => {
    const { page } = await open()
    const answers = await page.evaluate(() =>
      Promise.all(
        ['https://api.segment.io/v1/t', 'https://cdn.wishpond.net/other.js'].map((address) =>
          fetch(address, { method: 'POST' }).then(
            () => 'answered',
            () => 'refused'
          )
        )
      )
    )

    expect(answers).toEqual(['refused', 'refused'])
    expect(chromium.outside()).toEqual([])
  })
})
