import { defaultDirectory } from '../../destinations'
import { Server } from '../server'
import { client } from './http-client'
import { ProbeDirectory } from './probe'

async function start(directory: string, named: string): Promise<Server> {
  return Server.start({ directory, named, port: 0, live: false, changeSocket: false, log: () => undefined })
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

  it('answers a payload that the schema refuses with its fields, and status 400 in the error', async () => {
    const { body } = await call('POST', '/createAffiliate', { payload: identify, mapping: { email: 'no address' } })
    expect(body).toEqual([
      {
        statusCode: 400,
        message: expect.any(String),
        stack: expect.any(Array),
        fields: { email: expect.any(String) },
        requestError: true
      }
    ])
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
      error: 'There is no action of refersion "nothing"; there are: createAffiliate, deleteAffiliate.'
    })
  })
})

describe('a destination with dynamic fields', () => {
  const directory = new ProbeDirectory()
  afterAll(() => directory.remove())

  it('gives their choices at the root and under its folder', async () => {
    const server = await start(directory.path, 'probe')
    const call = client(server.port)
    try {
      for (const path of ['/send/text', '/probe/send/text']) {
        expect((await call('POST', path, { settings: {}, payload: {} })).body).toEqual({
          choices: [{ label: 'One', value: 'one' }],
          nextPage: ''
        })
      }
    } finally {
      await server.stop()
    }
  })
})

describe('a destination that does not exist', () => {
  it('cannot be named', async () => {
    await expect(start(defaultDirectory, 'shopify')).rejects.toThrow(
      'There is no destination "shopify"; there are: refersion, wigzo, wishpond.'
    )
    await expect(start('/nowhere', 'shopify')).rejects.toThrow('There is no folder /nowhere.')
  })
})
