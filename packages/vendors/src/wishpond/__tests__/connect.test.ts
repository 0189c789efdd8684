import { runInNewContext } from 'node:vm'
import { send, until, useSandbox } from '@partner-destinations/sandbox/test-client'
import { wishpond } from '..'
import { demoKeys } from '../demo-keys'

const local = useSandbox({ standIns: { wishpond: wishpond.standIn } })

const connect = (path = '/connect.js', method = 'GET', host = 'cdn.wishpond.net') =>
  send(local.sandbox.url + path, { method, headers: { Host: host } })

/** A page that has put these keys on `window.Wishpond`, with the script on it. */
async function openPage(keys: object = { merchantId: '123456', writeKey: demoKeys.trackingKey }) {
  const reports: unknown[] = []
  const session = new Map<string, string>()
  const page = {
    Wishpond: { ...keys } as {
      Tracker: { calls: unknown[]; identify(...args: unknown[]): void; track(...args: unknown[]): void }
    },
    sessionStorage: {
      getItem: (key: string) => session.get(key) ?? null,
      setItem: (key: string, value: string) => session.set(key, value)
    },
    CustomEvent: class {
      constructor(readonly type: string, readonly init: { detail: unknown }) {}
    },
    dispatchEvent: ({ init }: { init: { detail: unknown } }) => reports.push(init.detail),
    fetch: (url: string, { body }: { body: string }) => local.post(url, JSON.parse(body))
  }
  runInNewContext((await connect()).text, { ...page, window: page })
  return { tracker: page.Wishpond.Tracker, reports, reported: (count: number) => until(() => reports.length === count) }
}

const leads = () => local.sandbox.read('wishpond').leads

describe('connect.js', () => {
  it('is a script at its own host', async () => {
    const { status, headers } = await connect()

    expect([status, headers['content-type']]).toEqual([200, 'text/javascript'])
  })

  it.each([
    ['/connect.js', 'POST', 'cdn.wishpond.net', 405],
    ['/api/v1/tracking/track', 'POST', 'cdn.wishpond.net', 404],
    ['/connect.js', 'GET', 'api.wishpond.com', 404]
  ])('%s: a %s to %s is answered with %i', async (path, method, host, status) => {
    expect((await connect(path, method, host)).status).toBe(status)
  })

  it('has the faults of Wishpond', async () => {
    local.sandbox.setFaults('wishpond', [
      { path: '/connect.js', status: 403 },
      { path: '/connect.js', body: 'empty' },
      { path: '/connect.js', body: 'truncated' },
      { path: '/connect.js', body: 'huge' }
    ])

    expect((await connect()).status).toBe(403)
    expect((await connect()).text).toBe('')
    const half = (await connect()).text
    const whole = (await connect()).text
    expect(whole.slice(0, whole.length / 2)).toBe(half)
  })

  it('makes the lead that the cloud-mode calls make', async () => {
    const { tracker, reports, reported } = await openPage()
    tracker.identify('1e810c197e', { name: 'Jane Kim', email: 'jane.kim@example.com' })
    tracker.track('Signed Up', { plan: 'Startup' })
    await reported(2)

    expect(leads()).toEqual([
      {
        cid: '1e810c197e',
        attributes: { name: 'Jane Kim', email: 'jane.kim@example.com' },
        events: [
          { event: 'Signed Up', properties: { plan: 'Startup' }, timestamp: expect.stringMatching(/^\d{4}-.*Z$/) }
        ]
      }
    ])
    expect(reports).toEqual([
      {
        call: 'Wishpond.Tracker.identify',
        args: ['1e810c197e', { name: 'Jane Kim', email: 'jane.kim@example.com' }],
        status: 200
      },
      { call: 'Wishpond.Tracker.track', args: ['Signed Up', { plan: 'Startup' }], status: 200 }
    ])
  })

  it('keeps what it was called with', async () => {
    const { tracker, reported } = await openPage()
    tracker.track('Signed Up', { plan: 'Startup' })
    tracker.identify('1e810c197e')

    expect(tracker.calls).toEqual([
      ['track', 'Signed Up', { plan: 'Startup' }],
      ['identify', '1e810c197e']
    ])
    await reported(2)
  })

  it('adds the events before the first identify to a visitor without a name', async () => {
    const { tracker, reported } = await openPage()
    tracker.track('One')
    tracker.track('Two')
    await reported(2)

    expect(leads()).toMatchObject([
      { cid: expect.stringMatching(/^visitor-/), events: [{ event: 'One' }, { event: 'Two' }] }
    ])
  })

  it.each([
    ['a user ID that is blank', ['identify', ' ', {}]],
    ['a user ID that is a number', ['identify', 0, {}]],
    ['a user ID that is an object', ['identify', {}, {}]],
    ['attributes that are a list', ['identify', '1e810c197e', ['a']]],
    ['attributes that are a text', ['identify', '1e810c197e', 'Jane Kim']],
    ['a blank title', ['track', ' ', {}]],
    ['properties that are a list', ['track', 'Signed Up', ['a']]]
  ] as const)('has a report refused that has %s', async (_what, [method, ...args]) => {
    const { tracker, reports, reported } = await openPage()
    tracker[method](...args)
    await reported(1)

    expect(reports).toEqual([{ call: `Wishpond.Tracker.${method}`, args, status: 422 }])
    expect(leads()).toEqual([])
  })

  it('goes on tracking whom it tracked after a user ID that was refused', async () => {
    const { tracker, reported } = await openPage()
    tracker.identify('1e810c197e', { name: 'Jane Kim' })
    tracker.identify(0, {})
    tracker.track('Signed Up')
    await reported(3)

    expect(leads()).toMatchObject([{ cid: '1e810c197e', events: [{ event: 'Signed Up' }] }])
  })

  it('has its reports refused when the page gave it wrong keys', async () => {
    const { tracker, reports, reported } = await openPage({ merchantId: '654321', writeKey: 'ba9876543210' })
    tracker.track('Signed Up')
    await reported(1)

    expect(reports).toMatchObject([{ status: 401 }])
    expect(leads()).toEqual([])
  })
})
