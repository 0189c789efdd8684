import { vendorNames, vendors } from '@partner-destinations/vendors'
import { useServer } from './use-server'

const server = useServer()
const { call } = server
const noSuchDestination = `There is no destination "shopify"; there are: ${[...vendorNames].sort().join(', ')}.`

describe('bad input', () => {
  const event = { type: 'identify', userId: 'u-1' }

  it.each([
    ['GET', '/shopify/manifest', undefined, 404, noSuchDestination],
    ['POST', '/shopify/event', event, 404, noSuchDestination],
    [
      'POST',
      '/Wishpond/event',
      event,
      404,
      `${noSuchDestination.replace('shopify', 'Wishpond')} Did you mean "wishpond"?`
    ],
    [
      'POST',
      '/wishpond/send',
      event,
      404,
      'There is no action "send" of wishpond; there are: identifyLead, trackEvent. "event" sends the event to each preset that takes it.'
    ],
    ['POST', '/wishpond/delete', event, 404, 'Wishpond (Actions) has no onDelete: it cannot delete users.'],
    [
      'POST',
      '/wishpond/identifyLead/userId',
      {},
      404,
      'There is no dynamic field "userId" of identifyLead; there are none.'
    ],
    ['GET', '/nowhere', undefined, 404, 'There is no GET /nowhere. GET /destinations lists what there is.'],
    [
      'GET',
      '/sandbox/shopify',
      undefined,
      404,
      `The sandbox keeps nothing under "shopify". It has: ${Object.keys(vendors).sort().join(', ')}, and hosts.`
    ],
    [
      'POST',
      '/wishpond/event',
      '{"payload": {]}',
      400,
      'The body is not valid JSON: property name expected at line 1, column 14.'
    ],
    ['POST', '/wishpond/event', '7', 400, 'The body must be an object such as {"payload": {"type": "identify"}}.'],
    [
      'POST',
      '/wishpond/event',
      {},
      400,
      'The body must have a "payload", the Segment event, or be a Segment event with a "type".'
    ],
    [
      'POST',
      '/wishpond/event',
      { payload: 'x' },
      400,
      '"payload" must be an object or an array of objects, not a string.'
    ],
    ['POST', '/wishpond/event', { payload: event, settings: [] }, 400, '"settings" must be an object.'],
    ['POST', '/wishpond/event', { payload: event, mapping: 'x' }, 400, '"mapping" must be an object.'],
    ...['/refersion/createAffiliate', '/preview/refersion/createAffiliate'].map(
      (path): [string, string, object, number, string] => [
        'POST',
        path,
        { payload: event, mapping: { emial: { '@path': '$.traits.email' } } },
        400,
        `The mapping has the field "emial", which createAffiliate doesn't have. Did you mean "email"?`
      ]
    ),
    ...['/refersion/event', '/refersion/delete', '/preview/refersion/event'].map(
      (path): [string, string, object, number, string] => [
        'POST',
        path,
        { payload: event, mapping: { email: 'jane@example.com' } },
        400,
        '"mapping" is for a single action. Leave it out, or call one action.'
      ]
    ),
    ['POST', '/refersion/delete', [event], 400, '"payload" must be one event here, not a list.'],
    ['POST', '/wishpond/authenticate', '[]', 400, 'The body must be an object: the settings of the destination.']
  ])('%s %s %j is answered with %i', async (method, path, body, status, error) => {
    expect(await call(method, path, body)).toMatchObject({ status, body: { error } })
  })

  it.each([{ kind: 'event' }, { action: 'toString' }])(
    'does not let %j in a body change what is done',
    async (more) => {
      const { status, body } = await call('POST', '/wishpond/identifyLead', { payload: event, ...more })
      expect(status).toBe(200)
      expect(body[0]).not.toHaveProperty('preset')
      expect(body[0].request.url).toMatch(/identify$/)
    }
  )

  it('names the setting that fails the schema', async () => {
    const settings = { merchantId: '696791' }
    const { status, body } = await call('POST', '/wishpond/event', { payload: event, settings })
    const message = 'The setting "Tracking Key" (trackingKey) is missing. Add it to the settings.'
    expect(status).toBe(400)
    expect(body).toEqual({
      error: message,
      fields: { trackingKey: "The root value is missing the required field 'trackingKey'." },
      problems: [{ field: 'trackingKey', label: 'Tracking Key', message, lookedFor: [] }]
    })
  })

  it('refuses a body over 1 MiB', async () => {
    const payload = { ...event, traits: { text: 'x'.repeat(1024 * 1024) } }
    expect(await call('POST', '/wishpond/event', { payload })).toMatchObject({
      status: 413,
      body: { error: 'The body is larger than 1 MiB.' }
    })
  })

  it('says what is wrong with a fault', async () => {
    const { status, body } = await call('PUT', '/sandbox/wishpond/faults', { status: 'broken' })
    expect(status).toBe(400)
    expect(body.error).toMatch(/status/)
  })
})

describe('a page of another origin', () => {
  it.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'cannot come in by having its name %s resolve to this machine',
    async (host) => {
      expect((await call('GET', '/destinations', undefined, { host })).status).toBe(403)
    }
  )

  it.each(['https://evil.example', 'http://localhost:1', 'null'])(
    '%s is refused, and nothing is executed',
    async (origin) => {
      const event = { type: 'identify', userId: 'from-a-foreign-page', traits: {} }
      const { status, headers } = await call('POST', '/wishpond/event', event, { origin })
      expect(status).toBe(403)
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(JSON.stringify((await call('GET', '/sandbox/wishpond')).body)).not.toContain('from-a-foreign-page')
    }
  )

  it.each(['https://app.segment.com', 'https://eu1.app.segment.build', 'http://localhost:8000'])(
    "%s is one of Segment's tester, and may call",
    async (origin) => {
      const { headers, status } = await call('GET', '/destinations', undefined, { origin })
      expect([status, headers['access-control-allow-origin']]).toEqual([200, origin])
    }
  )

  it('may be the server itself', async () => {
    for (const host of [`localhost:${server.port}`, `127.0.0.1:${server.port}`]) {
      expect((await call('GET', '/destinations', undefined, { host, origin: `http://${host}` })).status).toBe(200)
    }
  })

  it('is told in the preflight that a public page may call loopback', async () => {
    const { status, headers } = await call('OPTIONS', '/wishpond/event', undefined, {
      origin: 'https://app.segment.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
      'access-control-request-private-network': 'true'
    })
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.segment.com',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true'
    })
  })

  it('is told what is wrong with its JSON too', async () => {
    const { status, headers } = await call('POST', '/wishpond/event', '{', { origin: 'https://app.segment.com' })
    expect([status, headers['access-control-allow-origin']]).toEqual([400, 'https://app.segment.com'])
  })
})
