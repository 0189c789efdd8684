import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { Server } from '../server'
import { deliveriesPage, testerPage } from '../tester-page'
import { ProbeDirectory } from './probe'
import { useServer } from './use-server'

describe('the page of the tester', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tester-page-'))
  fs.mkdirSync(path.join(folder, 'dist/assets'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'dist/index.html'), '<title>Page</title>')
  fs.writeFileSync(path.join(folder, 'dist/deliveries.html'), '<title>Deliveries</title>')
  fs.writeFileSync(path.join(folder, 'dist/assets/index-1a2b.js'), 'run()')
  fs.writeFileSync(path.join(folder, 'dist/built-from.txt'), 'not for readers')
  fs.writeFileSync(path.join(folder, 'secret.js'), 'secret')
  const dist = path.join(folder, 'dist')
  const app = new Hono().route('/', testerPage(dist)).route('/', deliveriesPage('/deliveries', dist))

  afterAll(() => fs.rmSync(folder, { recursive: true }))

  it.each([
    ['/', 'text/html', 'no-cache', '<title>Page</title>'],
    ['/deliveries', 'text/html', 'no-cache', '<title>Deliveries</title>'],
    ['/assets/index-1a2b.js', 'text/javascript', 'public, max-age=31536000, immutable', 'run()']
  ])('%s is served, lets in nothing from elsewhere, and is cached as long as it is the same', async (...expected) => {
    const [url, type, cache, text] = expected
    const answer = await app.request(url)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.headers.get('cache-control')).toBe(cache)
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.text()).toBe(text)
  })

  it.each([
    '/assets/../../secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/x.js',
    '/built-from.txt',
    '/assets/../built-from.txt',
    '/assets/..%2fbuilt-from.txt',
    '/assets/%2e%2e/built-from.txt'
  ])('has no %s', async (url) => {
    expect((await app.request(url)).status).toBe(404)
  })

  it('can be that of deliveries', async () => {
    const alone = new Hono().route('/', deliveriesPage('/', dist))
    expect(await (await alone.request('/')).text()).toBe('<title>Deliveries</title>')
    expect(await (await alone.request('/assets/index-1a2b.js')).text()).toBe('run()')
    expect((await alone.request('/deliveries')).status).toBe(404)
  })

  it('is left to others when it is not built', async () => {
    const empty = new Hono().route('/', testerPage(folder)).route('/', deliveriesPage('/', folder))
    empty.get('/', (c) => c.text('others'))
    expect(await (await empty.request('/')).text()).toBe('others')
  })
})

describe('a preview', () => {
  const { call } = useServer()
  const jane = { type: 'identify', userId: 'u1', traits: { email: 'jane@example.com' } }

  it('shows what the mapping makes of each event, and sends nothing', async () => {
    const { body } = await call('POST', '/preview/wishpond/identifyLead', {
      payload: [jane, { ...jane, userId: 'u2' }],
      mapping: { userId: { '@template': 'id-{{userId}}' } }
    })
    expect(body).toMatchObject([
      { event: 0, action: 'identifyLead', payload: { userId: 'id-u1' } },
      { event: 1, action: 'identifyLead', payload: { userId: 'id-u2' } }
    ])
    expect((await call('GET', '/sandbox/wishpond')).body).toEqual({ leads: [] })
  })

  it('tells by which presets an event goes, or why by none', async () => {
    const { body } = await call('POST', '/preview/refersion/event', [jane, { type: 'page' }])
    expect(body).toMatchObject([
      { event: 0, preset: 'Create Affiliate', action: 'createAffiliate', payload: { email: 'jane@example.com' } },
      { event: 1, skipped: 'No preset of Refersion (Actions) takes events of type "page".' }
    ])
  })

  it.each([
    [
      'the schema refuses',
      { payload: { type: 'identify', traits: { email: 'jane@example.com' } }, mapping: { status: 'NEW' } },
      { errorClass: 'AggregateAjvError', fields: { status: expect.any(String) } }
    ],
    [
      'the action refuses',
      { payload: { type: 'identify', traits: { email: 'jane' } } },
      { errorClass: 'PayloadValidationError', message: expect.stringMatching(/email/) }
    ]
  ])('tells what %s, without any settings', async (_who, body, error) => {
    const { body: previews } = await call('POST', '/preview/refersion/createAffiliate', {
      ...body,
      settings: { apiKey: '' }
    })
    expect(previews).toMatchObject([{ event: 0, error: { statusCode: 400, ...error } }])
  })

  it('says nothing of keys that are missing yet', async () => {
    const payload = { type: 'track', event: 'Signed Up', userId: 'u1' }
    const { body } = await call('POST', '/preview/wigzo/trackEvent', { payload, settings: { orgToken: '' } })
    expect(body).toEqual([{ event: 0, action: 'trackEvent', payload: expect.objectContaining({ userId: 'u1' }) }])
  })

  it('masks secrets', async () => {
    const body = {
      payload: { ...jane, traits: { email: 'jane@example.com', name: 'pub.s3cret' } },
      settings: { apiKey: 'pub.s3cret' },
      mapping: { password: 'Horse-1' }
    }
    const answer = JSON.stringify((await call('POST', '/preview/refersion/createAffiliate', body)).body)
    expect(answer).toContain('<masked>')
    expect(answer).not.toMatch(/s3cret|Horse-1/)
  })

  it.each([
    ['/preview/refersion/send', 404],
    ['/preview/shopify/event', 404]
  ])('of %s is refused', async (url, status) => {
    expect((await call('POST', url, jane)).status).toBe(status)
  })

  it('starts from the demo settings, which are told', async () => {
    const { body } = await call('GET', '/destinations/refersion')
    expect(body.demoSettings).toEqual({ apiKey: expect.stringMatching(/^pub_demo.*\.sec_demo/) })
  })
})

describe('GET /changes', () => {
  it('tells a page of each change of the code', async () => {
    const directory = new ProbeDirectory()
    const server = await Server.start({
      directory: directory.path,
      port: 0,
      live: false,
      changeSocket: false,
      log: () => undefined
    })
    const { body } = await fetch(`http://127.0.0.1:${server.port}/changes`)
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString()
    expect(await next()).toBe(': listening\n\n')
    directory.write('SECOND')
    expect(await next()).toMatch(/^event: change\ndata: /)
    await reader.cancel()
    await server.stop()
    directory.remove()
  })
})
