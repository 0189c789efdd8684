import { vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import { useServer } from './use-server'

const { call } = useServer({ browser: true })

describe('the demo page', () => {
  it('is at /browser/', async () => {
    expect(await call('GET', '/browser')).toMatchObject({ status: 302, headers: { location: '/browser/' } })
    expect(await call('GET', '/browser/')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: expect.stringContaining('<h1>Device-mode destinations</h1>')
    })
  })

  it.each([
    ['page.js', 'analytics'],
    ['wishpond-web.js', 'wishpond-webDestination'],
    ['service-worker.js', 'vendors/']
  ])('has the script %s', async (file, text) => {
    expect(await call('GET', `/browser/${file}`)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
      body: expect.stringContaining(text)
    })
  })

  it('has the destinations with their demo settings and presets', async () => {
    const { body } = await call('GET', '/browser/destinations.json')

    expect(body).toContainEqual({
      folder: 'wishpond-web',
      name: 'Wishpond Web (Actions)',
      vendor: 'wishpond',
      settings: {
        merchantId: '123456',
        trackingKey: '0123456789ab',
        loadScript: true,
        subscriptions: [
          expect.objectContaining({ partnerAction: 'identifyLead', subscribe: 'type = "identify"', enabled: true }),
          expect.objectContaining({ partnerAction: 'trackEvent', subscribe: 'type = "track"', enabled: true })
        ]
      }
    })
  })

  it('may ask for its own files, and for what the sandbox stands in for', async () => {
    const { headers } = await call('GET', '/browser/')
    const withScripts = Object.values<Vendor>(vendors).filter(({ standIn }) => standIn.scripts)
    const apis = withScripts.map(({ standIn }) => `https://${standIn.host}`)
    const scripts = String(headers['content-security-policy'])
      .match(/script-src 'self' ([^;]*);/)?.[1]
      .split(' ')

    expect(apis).toContain('https://api.wishpond.com')
    expect(scripts).toContain('https://cdn.wishpond.net/connect.js')
    expect(scripts).toHaveLength(withScripts.length)
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self' ${scripts?.join(' ')}; connect-src 'self' ${apis.join(
        ' '
      )}; worker-src 'self'; style-src 'unsafe-inline'; img-src data:`
    )
  })

  it.each(['other.js', 'toString', '..%2fpage.ts'])('has no file %s', async (file) => {
    expect((await call('GET', `/browser/${file}`)).status).toBe(404)
  })
})

describe('what the page asks of a vendor', () => {
  it('is answered by the sandbox', async () => {
    expect(await call('GET', '/browser/vendors/cdn.wishpond.net/connect.js')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript' },
      body: expect.stringContaining('Wishpond.Tracker')
    })
    const lead = { merchantId: '123456', writeKey: '0123456789ab', cid: 'jane', attributes: { name: 'Jane Kim' } }
    const path = '/browser/vendors/api.wishpond.com/api/v1/tracking/identify'
    expect(await call('POST', path, lead, { 'content-type': 'application/json' })).toMatchObject({
      status: 200,
      body: { success: true }
    })

    expect((await call('GET', '/sandbox/wishpond')).body).toMatchObject({ leads: [{ cid: 'jane' }] })
  })

  it('is refused when the sandbox does not imitate the host', async () => {
    expect(await call('GET', '/browser/vendors/elsewhere.example/x')).toMatchObject({
      status: 421,
      body: { error: expect.stringContaining('The sandbox doesn\'t imitate "elsewhere.example".') }
    })
  })
})

describe('a server that is not asked for the demo page', () => {
  const plain = useServer()

  it('has none', async () => {
    expect((await plain.call('GET', '/browser/')).status).toBe(404)
  })
})
