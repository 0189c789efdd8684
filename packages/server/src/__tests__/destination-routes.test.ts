import { vendorNames } from '@partner-destinations/vendors'
import { useServer } from './use-server'

const identify = { type: 'identify', userId: 'u-1', traits: { email: 'jane.kim@example.com', firstName: 'Jane' } }
const server = useServer()
const { call, lines } = server

beforeEach(async () => {
  for (const vendor of vendorNames) await call('DELETE', `/sandbox/${vendor}`)
})

describe('a served destination', () => {
  it('is listed by its name', async () => {
    const { body } = await call('GET', '/destinations')
    expect(body.mode).toBe('sandbox')
    expect(body.destinations.map(({ folder }: { folder: string }) => folder)).toEqual([...vendorNames].sort())
    expect(body.destinations).toContainEqual({
      folder: 'wishpond',
      name: 'Wishpond (Actions)',
      slug: 'actions-wishpond',
      description: expect.any(String)
    })
  })

  it('tells its actions and the names that the Integrations object may use', async () => {
    expect((await call('GET', '/destinations/wishpond')).body).toMatchObject({
      name: 'Wishpond (Actions)',
      slug: 'actions-wishpond',
      integrations: ['Wishpond (Actions)', 'Wishpond'],
      hasDelete: false,
      secretSettings: ['trackingKey'],
      actions: { identifyLead: { hasBatch: false }, trackEvent: { hasBatch: false } },
      hasStandIn: true,
      manifest: { name: 'Wishpond (Actions)' }
    })
    expect((await call('GET', '/destinations/shopify')).status).toBe(404)
  })

  it('shows its definition as the manifest', async () => {
    const { body } = await call('GET', '/refersion/manifest')
    expect(body).toMatchObject({ name: 'Refersion (Actions)', directoryName: 'refersion' })
    expect(Object.keys(body.actions)).toEqual(['createAffiliate', 'deleteAffiliate'])
  })

  it('answers an event with the requests and the answers of every preset that takes it', async () => {
    const { status, body } = await call('POST', '/wishpond/event', identify)
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        preset: 'Identify Lead',
        action: 'identifyLead',
        request: {
          url: 'https://api.wishpond.com/api/v1/tracking/identify',
          method: 'POST',
          headers: { 'content-type': 'application/json', 'user-agent': 'Segment (Actions)' },
          body: expect.any(String)
        },
        response: expect.objectContaining({ statusCode: 200, statusMessage: 'OK' }),
        duration: expect.any(Number)
      }
    ])
    expect(JSON.parse(body[0].request.body)).toMatchObject({
      cid: 'u-1',
      attributes: { email: 'jane.kim@example.com', first_name: 'Jane' }
    })
    const held = await call('GET', '/sandbox/wishpond')
    expect(held.body.leads).toMatchObject([{ cid: 'u-1', attributes: { first_name: 'Jane' } }])
  })

  it.each([
    ['{"payload": …}', { payload: identify }],
    ['the event itself', identify],
    ['a list of events', [identify, { ...identify, userId: 'u-2', traits: {} }]]
  ])('takes %s for the body', async (_what, body) => {
    const answer = await call('POST', '/wishpond/identifyLead', body)
    expect(answer.body).toHaveLength(Array.isArray(body) ? 2 : 1)
    expect(answer.body[0].response.statusCode).toBe(200)
  })

  it.each([
    ['none takes it', { type: 'group', groupId: 'g' }, 'No preset of Wishpond (Actions) takes events of type "group".'],
    [
      'the Integrations object says no',
      { ...identify, integrations: { Wishpond: false } },
      "The event's Integrations object switches Wishpond (Actions) off."
    ]
  ])('says that an event went nowhere when %s', async (_when, event, skipped) => {
    expect((await call('POST', '/wishpond/event', event)).body).toEqual([{ skipped }])
  })

  it.each(['identifyLead', 'event'])('says which event of a list each step of %s is about', async (action) => {
    const { body } = await call('POST', `/wishpond/${action}`, [
      identify,
      { type: 'identify' },
      { type: 'alias' },
      identify
    ])
    const steps = (body as { events: number[]; errorClass?: string; skipped?: string }[]).map(
      ({ events, errorClass, skipped }) => [...events, errorClass ?? (skipped === undefined ? 'sent' : 'skipped')]
    )
    const ofAlias = action === 'event' ? 'skipped' : 'AggregateAjvError'
    expect(steps.sort()).toEqual([
      [0, 'sent'],
      [1, 'AggregateAjvError'],
      [2, ofAlias],
      [3, 'sent']
    ])
  })

  it.each([[identify], [{ type: 'alias' }]])('numbers nothing when there is one event', async (event) => {
    const { body } = await call('POST', '/wishpond/event', event)
    expect(body[0]).not.toHaveProperty('events')
  })

  it('sends a list of events to an action with a batch call as one, and says what became of each', async () => {
    const event = { type: 'delete', userId: 'u-1', email: 'nobody@example.com' }
    const { body } = await call('POST', '/refersion/event', [event, { type: 'delete', userId: 'u-2' }])
    expect(body[body.length - 1]).toMatchObject({
      preset: 'Delete Affiliate',
      multistatus: [{ status: 200 }, { status: 400 }]
    })
  })

  it('ends an indented answer with a new line, and sends any other as it is', async () => {
    const url = `http://127.0.0.1:${server.port}/wigzo/manifest`
    const [pretty, plain, none] = await Promise.all(
      [`${url}?pretty`, url, `http://127.0.0.1:${server.port}/nobody/manifest?pretty`].map(async (address) => {
        return (await fetch(address)).text()
      })
    )
    expect(pretty).toBe(`${JSON.stringify(JSON.parse(plain), null, 2)}\n`)
    expect(plain).toMatch(/\}$/)
    expect(none).toMatch(/^\{\n {2}"error": .*\n\}\n$/)
  })

  it('uses the mapping of the call on top of the default one', async () => {
    const { body } = await call('POST', '/wishpond/identifyLead', { payload: identify, mapping: { userId: 'mapped' } })
    expect(JSON.parse(body[0].request.body)).toMatchObject({ cid: 'mapped', attributes: { first_name: 'Jane' } })
  })

  it('tests the authentication and shows the exchanges of the test', async () => {
    const { body } = await call('POST', '/refersion/authenticate')
    expect(body).toEqual({
      ok: true,
      exchanges: [expect.objectContaining({ duration: expect.any(Number) })],
      checked: 'vendor'
    })
    expect(body.exchanges[0].request.url).toBe('https://api.refersion.com/v2/affiliate/list')
  })

  it('shows the exchanges of onDelete', async () => {
    const { body } = await call('POST', '/refersion/delete', { payload: { userId: 'peter@example.com' } })
    expect(body.map(({ request }: { request: { url: string } }) => request.url)).toEqual([
      'https://api.refersion.com/v2/affiliate/search'
    ])
  })
})

describe('a call that fails', () => {
  it('is answered with the exchanges that happened, then the error', async () => {
    await call('PUT', '/sandbox/wishpond/faults', { status: 429, body: { error: 'Rate Limit Exceeded' } })
    const { status, body } = await call('POST', '/wishpond/event', identify)
    expect(status).toBe(200)
    expect(body).toEqual([
      expect.objectContaining({ response: expect.objectContaining({ statusCode: 429 }) }),
      expect.objectContaining({
        preset: 'Identify Lead',
        action: 'identifyLead',
        statusCode: 429,
        retry: true,
        requestError: true,
        message: expect.stringContaining('Rate Limit Exceeded')
      })
    ])
  })

  it('shows a request that got no answer', async () => {
    await call('PUT', '/sandbox/wishpond/faults', { reset: 'before' })
    const { body } = await call('POST', '/wishpond/event', identify)
    expect(body[0]).toMatchObject({
      request: { url: 'https://api.wishpond.com/api/v1/tracking/identify', method: 'POST' },
      response: null
    })
    expect(JSON.parse(body[0].request.body)).toMatchObject({ cid: 'u-1' })
    expect(body[1]).toMatchObject({ retry: true, requestError: true })
  })

  it('names the field at fault', async () => {
    const { body } = await call('POST', '/wishpond/identifyLead', { type: 'identify', traits: {} })
    expect(body).toEqual([
      expect.objectContaining({
        statusCode: 400,
        errorClass: 'AggregateAjvError',
        retry: false,
        fields: { userId: expect.stringContaining("'userId'") }
      })
    ])
  })

  it('leaves nothing to the next call', async () => {
    await call('PUT', '/sandbox/wishpond/faults', { status: 500 })
    await call('POST', '/wishpond/event', identify)
    expect((await call('POST', '/wishpond/event', identify)).body).toHaveLength(1)
  })
})

describe('secrets', () => {
  it('show neither in answers nor in log lines, and calls at the same time see nothing of each other', async () => {
    lines.length = 0
    const keys = Array.from({ length: 20 }, (_, i) => `pub_invented${i}.sec_invented${i}`)
    const answers = await Promise.all(
      keys.map((apiKey, i) =>
        call('POST', '/refersion/event', {
          payload: { type: 'identify', userId: `u${i}`, traits: { name: 'Jane Kim', email: `jane${i}@example.com` } },
          settings: { apiKey }
        })
      )
    )
    answers.forEach(({ body }, i) => {
      expect(body).toHaveLength(2)
      expect(JSON.parse(body[0].request.body)).toMatchObject({ email: `jane${i}@example.com`, password: '<masked>' })
      expect(body[0].request.headers).toMatchObject({
        'refersion-public-key': '<masked>',
        'refersion-secret-key': '<masked>'
      })
      expect(body[1]).toMatchObject({ statusCode: 401, errorClass: 'InvalidAuthenticationError', retry: false })
    })
    expect(JSON.stringify([answers.map(({ body }) => body), lines])).not.toMatch(/(pub|sec)_invented/)
    expect(lines).toHaveLength(20)
  })

  it('do not show in a URL', async () => {
    const { body } = await call('POST', '/wigzo/event', {
      payload: { type: 'identify', userId: 'u-1', traits: {} },
      settings: { orgToken: 'invented/token' }
    })
    expect(body[0].request.url).toBe('https://app.wigzo.com/rest/v1/learn/identify?org_token=<masked>')
    expect(JSON.stringify(body)).not.toMatch(/invented/)
  })
})
