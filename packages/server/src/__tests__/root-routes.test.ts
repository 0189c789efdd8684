import { vendorNames } from '@partner-destinations/vendors'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { defaultDirectory } from '../destinations'
import { Server } from '../server'
import { client } from './http-client'

async function start(directory: string, named: string, live = false): Promise<Server> {
  return Server.start({ directory, named, port: 0, live, changeSocket: false, log: () => undefined })
}

describe('the root of a server for one destination', () => {
  const identify = { type: 'identify', userId: 'u-1', traits: { name: 'Peter Gibbons', email: 'peter@example.com' } }
  let server: Server
  let call: ReturnType<typeof client>

  beforeAll(async () => {
    server = await start(defaultDirectory, 'refersion')
    call = client(server.port)
  })
  afterAll(() => server.stop())

  it('shows the manifest with the name of the folder', async () => {
    const { body } = await call('GET', '/manifest')
    expect(body).toMatchObject({ name: 'Refersion (Actions)', slug: 'actions-refersion', directoryName: 'refersion' })
  })

  it('answers an action with exchanges of just a request and a response', async () => {
    const { status, body } = await call('POST', '/createAffiliate', { payload: identify, settings: {} })
    expect(status).toBe(200)
    expect(body).toHaveLength(1)
    expect(Object.keys(body[0])).toEqual(['request', 'response'])
    expect(Object.keys(body[0].request)).toEqual(['url', 'method', 'headers', 'body'])
    expect(Object.keys(body[0].response)).toEqual(['statusCode', 'statusMessage', 'headers', 'body'])
  })

  it('answers a failed action with one error, and status 200', async () => {
    const { status, body } = await call('POST', '/createAffiliate', {
      payload: identify,
      settings: { apiKey: 'pub_invented.sec_invented' }
    })
    expect(status).toBe(200)
    expect(body).toEqual([
      { statusCode: 401, message: expect.any(String), stack: expect.any(Array), requestError: true }
    ])
  })

  it("answers a payload that the schema refuses by field, in the framework's words, and with status 400", async () => {
    const { body } = await call('POST', '/createAffiliate', { payload: identify, mapping: { email: { a: 1 } } })
    expect(body).toEqual([
      {
        statusCode: 400,
        message: 'Email must be a string but it was an object.',
        stack: expect.any(Array),
        fields: { email: 'Email must be a string but it was an object.' },
        requestError: true
      }
    ])
  })

  it.each([
    ['{}', {}],
    ['a list', []],
    ['a list of two', ['pub.sec', 'pub.sec']],
    ['null', null],
    ['a number', 5],
    ['true', true],
    ['a text without a dot', 'pub']
  ])('says which setting is wrong when the API key is %s, and sends nothing', async (_what, apiKey) => {
    const { status, body } = await call('POST', '/authenticate', { apiKey })
    expect(status).toBe(200)
    expect(body).toEqual({ ok: false, error: expect.stringMatching(/API key/i), fields: expect.any(Object) })
    const sent = await call('POST', '/createAffiliate', { payload: identify, settings: { apiKey } })
    expect(sent.status).toBe(200)
    expect(sent.body).toHaveLength(1)
    expect(sent.body[0]).toMatchObject({ message: expect.stringMatching(/API key/i), requestError: true })
    expect([400, 401]).toContain(sent.body[0].statusCode)
  })

  it.each([[{}], [''], [{ settings: { apiKey: 'pub.sec' }, refreshToken: 'invented' }]])(
    "answers a refresh of the access token with %j in the framework's words: the destination has no OAuth",
    async (input) => {
      const { status, body } = await call('POST', '/refreshAccessToken', input)
      expect(status).toBe(400)
      expect(body).toEqual({ ok: false, error: 'refreshAccessToken is only valid with oauth2 authentication scheme' })
    }
  )

  it('takes an empty body for {}', async () => {
    const { status, body } = await call('POST', '/createAffiliate', '')
    expect(status).toBe(200)
    expect(body).toEqual((await call('POST', '/createAffiliate', {})).body)
    expect(body).toEqual([expect.objectContaining({ statusCode: 400, message: expect.stringMatching(/email/) })])
  })

  it('answers settings that the schema refuses as an error too', async () => {
    const { status, body } = await call('POST', '/createAffiliate', { payload: identify, settings: { other: 'x' } })
    expect(status).toBe(200)
    expect(body).toEqual([
      { statusCode: 400, message: expect.any(String), fields: { apiKey: expect.any(String) }, requestError: true }
    ])
  })

  it('says which events of a batch failed, also when all did', async () => {
    const { body } = await call('POST', '/deleteAffiliate', { payload: [{ type: 'delete', userId: 'u-1' }] })
    expect(body).toEqual([{ statusCode: 400, message: expect.stringMatching(/email/i), requestError: true }])
  })

  it('answers a list for an action without a batch call as the framework does', async () => {
    const { body } = await call('POST', '/createAffiliate', { payload: [identify] })
    expect(body).toEqual([expect.objectContaining({ statusCode: 501, requestError: true })])
  })

  it('tests the authentication', async () => {
    expect((await call('POST', '/authenticate', {})).body).toEqual({ ok: true })
    expect((await call('POST', '/authenticate', { apiKey: 'nodot' })).body).toEqual({
      ok: false,
      error: expect.stringMatching(/publickey\.secretkey/),
      fields: {}
    })
    expect((await call('POST', '/authenticate', { other: 'x' })).body).toEqual({
      ok: false,
      error: expect.any(String),
      fields: { apiKey: expect.any(String) }
    })
  })

  it('shows the exchanges of onDelete, and only its own', async () => {
    await call('POST', '/createAffiliate', { payload: identify })
    const { body } = await call('POST', '/delete', { payload: { userId: 'nobody@example.com' } })
    expect(body).toHaveLength(1)
    expect(body[0].request.url).toMatch(/\/affiliate\/search$/)
  })

  it('stands beside the routes under the names of the folders', async () => {
    expect((await call('POST', '/refersion/createAffiliate', { payload: identify })).status).toBe(200)
    expect((await call('POST', '/nothing', { payload: identify })).body).toEqual({
      error:
        'There is no action "nothing" of refersion; there are: createAffiliate, deleteAffiliate. "event" sends the event to each preset that takes it. "delete" deletes a user.'
    })
  })
})

/** A destination that shows what it is given. */
const source = `
const http = (request: any, settings: any, json: object) =>
  request(settings.url, { method: 'post', json, throwHttpErrors: false })
export default {
  name: 'Shown (Actions)',
  slug: 'actions-shown',
  mode: 'cloud',
  authentication: {
    scheme: 'SCHEME',
    fields: { url: { label: 'URL', description: 'Where to send', type: 'string' } },
    refreshAccessToken: async (_request: any, { auth }: any) => {
      if (auth.refreshToken.startsWith('expired')) throw new Error('The token ' + auth.refreshToken + ' has expired.')
      return { accessToken: 'new-invented', refreshToken: auth.refreshToken }
    }
  },
  actions: {
    send: {
      title: 'Send',
      description: 'Sends what it is given.',
      fields: { text: { label: 'Text', description: 'Text', type: 'string', dynamic: true } },
      dynamicFields: {
        text: async (_request: any, { kind, ...data }: any) => {
          if (data.payload.error) return { choices: [], error: { message: 'No lists.', code: '404' } }
          if (data.payload.thrown) throw new Error('The vendor is away.')
          return { choices: [{ label: 'Given', value: JSON.stringify(data) }], nextPage: '' }
        }
      },
      perform: async (request: any, { settings, auth }: any) => {
        await request('http://127.0.0.1:1/').catch(() => undefined)
        return http(request, settings, { auth })
      }
    }
  }
}
`

describe('a destination that shows what it is given', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'destinations-'))
  let server: Server
  let call: ReturnType<typeof client>

  beforeAll(async () => {
    for (const [folder, scheme] of [
      ['shown', 'custom'],
      ['oauth', 'oauth2']
    ]) {
      fs.mkdirSync(path.join(directory, folder))
      fs.writeFileSync(path.join(directory, folder, 'index.ts'), source.replace('SCHEME', scheme))
    }
    server = await start(directory, 'shown', true) // live: it only calls this machine
    call = client(server.port)
  })
  afterAll(async () => {
    await server.stop()
    fs.rmSync(directory, { recursive: true })
  })

  it("is asked for the choices of a dynamic field with what Segment's server hands over", async () => {
    for (const [body, given] of [
      [{}, { settings: {}, payload: {}, page: 1, auth: {}, audienceSettings: {} }],
      [
        { payload: { a: 1 }, page: '2', auth: { accessToken: 'x' }, audienceSettings: { b: 2 }, features: { c: true } },
        { settings: {}, payload: { a: 1 }, page: '2', auth: { accessToken: '<masked>' }, audienceSettings: { b: 2 } }
      ]
    ]) {
      const answer = await call('POST', '/send/text', body)
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body.choices[0].value)).toEqual(given)
    }
  })

  it('has its choices under the name of its folder too', async () => {
    const { body } = await call('POST', '/shown/send/text', { payload: {} })
    expect(body).toEqual({ choices: [{ label: 'Given', value: expect.any(String) }], nextPage: '' })
  })

  it.each([
    ['gives an error', { error: true }, { message: 'No lists.', code: '404' }],
    ['throws', { thrown: true }, { statusCode: 500, message: 'The vendor is away.', requestError: true }]
  ])('is answered with 500 when a dynamic field %s', async (_what, payload, error) => {
    const { status, body } = await call('POST', '/send/text', { payload })
    expect(status).toBe(500)
    expect(body).toEqual([expect.objectContaining(error)])
  })

  it('is given an empty object as auth, and only answered requests are exchanges', async () => {
    const url = `http://127.0.0.1:${server.port}/shown/nothing`
    const { body } = await call('POST', '/send', { payload: {}, settings: { url } })
    expect(body).toHaveLength(1)
    expect(body[0].request).toMatchObject({ url, body: '{"auth":{}}' })
    expect(body[0].response).toMatchObject({ statusCode: 404 })
  })

  it('refreshes its access token when it has OAuth, and shows the new tokens to who asked for them', async () => {
    const oauth = await start(directory, 'oauth')
    const body = { refreshToken: 'old-invented', clientId: 'id', clientSecret: 'hidden-invented' }
    try {
      const refresh = client(oauth.port)
      expect(
        await refresh('POST', '/refreshAccessToken', { ...body, settings: { url: 'https://a.example' } })
      ).toMatchObject({
        status: 200,
        body: { ok: true, data: { accessToken: 'new-invented', refreshToken: 'old-invented' } }
      })
      expect(await refresh('POST', '/refreshAccessToken', { ...body, refreshToken: 'expired-invented' })).toMatchObject(
        {
          status: 400,
          body: { ok: false, error: 'The token <masked> has expired.' }
        }
      )
    } finally {
      await oauth.stop()
    }
  })
})

describe('a destination that does not exist', () => {
  it('cannot be named', async () => {
    await expect(start(defaultDirectory, 'shopify')).rejects.toThrow(
      `There is no destination "shopify"; there are: ${[...vendorNames].sort().join(', ')}.`
    )
    await expect(start('/nowhere', 'shopify')).rejects.toThrow('There is no folder /nowhere.')
  })
})
