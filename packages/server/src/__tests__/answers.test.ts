import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Server } from '../server'
import { client } from './http-client'
import { ProbeDirectory } from './probe'

/** A destination of which a test says what is special. */
function source(name: string, parts: string): string {
  return `
const settings = { apiKey: { label: 'API Key', description: 'A key', type: 'password', required: true } }
const text = { label: 'Text', description: 'A text', type: 'string', required: true, default: { '@path': '$.text' } }
const send = (request: any, url: string) => request(url, { method: 'post', json: {}, throwHttpErrors: false })
const action = (perform: any) => ({ title: perform.name, description: 'Acts', fields: { text }, perform })
export default { name: '${name}', mode: 'cloud', ${parts} }
`
}

const wigzo = 'https://app.wigzo.com/rest/v1/learn/event'
const destinations = {
  acme: source(
    'Acme',
    `authentication: { scheme: 'custom', fields: settings, testAuthentication: (request: any) => send(request, 'https://api.example.com/') },
     onDelete: () => ({ output: 'No deletion without an email address.' }),
     actions: {
       send: action(function send1(request: any, { settings, auth }: any) {
         const json = { key: settings.apiKey, token: auth?.accessToken, password: 'pa55word' }
         return request('https://api.example.com/v1/' + settings.apiKey, { method: 'post', json, throwHttpErrors: false })
       }),
       fail: action(function fail() { throw new Error('It failed.') })
     }`
  ),
  wigzo: source(
    'Wigzo',
    `authentication: { scheme: 'custom', fields: settings, testAuthentication: (request: any) => send(request, '${wigzo}') },
     onDelete: () => undefined,
     actions: {
       send: action(function send2(request: any) { return send(request, '${wigzo}') }),
       elsewhere: action(function elsewhere(request: any, { settings }: any) {
         return send(request, 'https://elsewhere.example/' + settings.apiKey)
       })
     }`
  ),
  form: source(
    'Form',
    `authentication: { scheme: 'custom', fields: settings, testAuthentication: () => undefined }, actions: {}`
  ),
  nothing: source('Nothing', `authentication: { scheme: 'custom', fields: settings }, actions: {}`)
}

const directory = new ProbeDirectory()
let server: Server
let call: ReturnType<typeof client>

beforeAll(async () => {
  for (const [folder, content] of Object.entries(destinations)) directory.save(`${folder}/index.ts`, content)
  server = await start(false)
  call = client(server.port)
})
afterAll(async () => {
  await server.stop()
  directory.remove()
})

function start(live: boolean, options: Partial<Parameters<typeof Server.start>[0]> = {}): Promise<Server> {
  const usual = { directory: directory.path, port: 0, live, changeSocket: false, log: () => undefined }
  return Server.start({ ...usual, ...options })
}

const settings = { apiKey: 's3cret' }
describe('a vendor without a stand-in', () => {
  it('is known before anything is sent, and no vendor has one in live mode', async () => {
    const standIns = async (port: number) => {
      const { body } = await client(port)('GET', '/destinations')
      const summaries = body.destinations as { folder: string }[]
      return Promise.all(
        summaries.map(async ({ folder }) => {
          const details = await client(port)('GET', `/destinations/${folder}`)
          return [folder, details.body.hasStandIn]
        })
      )
    }
    const folders = ['acme', 'form', 'nothing', 'probe', 'wigzo']
    expect(await standIns(server.port)).toEqual(folders.map((folder) => [folder, folder === 'wigzo']))
    const live = await start(true)
    expect(await standIns(live.port)).toEqual(folders.map((folder) => [folder, false]))
    await live.stop()
  })

  it('is answered for by the sandbox, which shows what it has received without the secrets', async () => {
    const payload = { text: 'hello' }
    const { status, body } = await call('POST', '/acme/send', { payload, settings, auth: { accessToken: 't0ken' } })
    expect(status).toBe(200)
    expect(body).toEqual([
      expect.objectContaining({ response: expect.objectContaining({ statusCode: 200, body: {} }) })
    ])

    expect((await call('GET', '/sandbox/acme')).body).toEqual({
      received: [
        expect.objectContaining({
          method: 'POST',
          host: 'api.example.com',
          path: '/v1/<masked>',
          body: { key: '<masked>', token: '<masked>', password: '<masked>' },
          answer: { status: 200, by: 'echo' }
        })
      ]
    })
  })

  it('can have faults, and be emptied', async () => {
    await call('PUT', '/sandbox/acme/faults', { status: 503 })
    const { body } = await call('POST', '/acme/send', { payload: { text: 'hello' }, settings })
    expect(body[0]).toMatchObject({
      response: { statusCode: 503 },
      fault: 'The sandbox answered with status 503 instead of doing the call.'
    })
    expect((await call('DELETE', '/sandbox/acme')).status).toBe(204)
    expect((await call('GET', '/sandbox/acme')).body).toEqual({ received: [] })
  })

  it('gets the requests of a vendor with a stand-in to another host, under the name of the host', async () => {
    await call('POST', '/wigzo/elsewhere', { payload: { text: 'hello' }, settings })
    expect((await call('GET', '/sandbox/elsewhere.example')).body).toEqual({
      received: [expect.objectContaining({ path: '/<masked>' })]
    })
  })
})

describe('canned answers', () => {
  it('answer for a vendor without a stand-in, as they are in the files now', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'answers-'))
    const file = path.join(folder, 'acme.answers.yaml')
    const lines: string[] = []
    writeFileSync(file, 'answers:\n  - path: /v1/:key\n    status: 201\n    body: { id: 7 }\n')
    const own = await start(false, { answers: folder, log: (line) => lines.push(line) })
    const answer = async () => {
      const { body } = await client(own.port)('POST', '/acme/send', { payload: { text: 'hello' }, settings })
      return body[0].response
    }
    try {
      expect(await answer()).toMatchObject({ statusCode: 201, body: { id: 7 } })
      writeFileSync(file, 'answers:\n  - path: /v1/:key\n    status: 202\n')
      while (!lines.includes('Read acme.answers.yaml again.')) await new Promise((resolve) => setTimeout(resolve, 10))
      expect(await answer()).toMatchObject({ statusCode: 202 })
    } finally {
      await own.stop()
      rmSync(folder, { recursive: true })
    }
  })

  it('with mistakes keep the server from starting', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'answers-'))
    writeFileSync(path.join(folder, 'acme.answers.yaml'), 'answers:\n  - path: 7\n')
    await expect(start(false, { answers: folder })).rejects.toThrow('acme.answers.yaml')
    rmSync(folder, { recursive: true })
  })
})

describe('a test of the authentication that went well', () => {
  it.each([
    ['the vendor', 'wigzo', 'vendor', 1],
    ['nothing, because the sandbox answered in the place of a vendor that it cannot imitate', 'acme', 'echo', 1],
    ['the form only', 'form', 'form', 0],
    ['nothing', 'nothing', 'nothing', 0]
  ])('says that it has checked %s', async (_what, folder, checked, exchanges) => {
    const { body } = await call('POST', `/${folder}/authenticate`, settings)
    expect(body).toEqual({ ok: true, exchanges: expect.any(Array), checked })
    expect(body.exchanges).toHaveLength(exchanges)
  })
})

describe('a fault that was set', () => {
  it('is told in the exchange that it befell', async () => {
    await call('PUT', '/sandbox/wigzo/faults', { body: 'truncated' })
    const payload = { text: 'hello' }
    const [first] = (await call('POST', '/wigzo/send', { payload, settings })).body
    const [second] = (await call('POST', '/wigzo/send', { payload, settings })).body
    expect(first.fault).toBe("The sandbox cut the answer's body short.")
    expect(second).not.toHaveProperty('fault')
  })
})

describe('a deletion that sends nothing', () => {
  it.each([
    ['acme', 'No deletion without an email address.'],
    ['wigzo', 'onDelete sent nothing for userId "u1".']
  ])('says why: %s', async (folder, skipped) => {
    const { body } = await call('POST', `/${folder}/delete`, { payload: { userId: 'u1' }, settings })
    expect(body).toEqual([{ skipped }])
  })
})

describe('what a schema refuses', () => {
  const problem = {
    field: 'text',
    label: 'Text',
    message:
      '"Text" is missing. The event has no value at $.text. Add one to the event, or map the field to another value.',
    lookedFor: ['$.text']
  }

  it('is told by its fields, in the result and in the preview', async () => {
    const error = {
      statusCode: 400,
      errorClass: 'AggregateAjvError',
      message: problem.message,
      fields: { text: "The root value is missing the required field 'text'." },
      problems: [problem]
    }
    const sent = await call('POST', '/acme/send', { payload: {}, settings })
    expect(sent.body).toEqual([expect.objectContaining(error)])
    const shown = await call('POST', '/preview/acme/send', { payload: {} })
    expect(shown.body).toEqual([expect.objectContaining({ event: 0, error: expect.objectContaining(error) })])
  })

  it('is told of settings with 400', async () => {
    const message = 'The setting "API Key" (apiKey) is missing. Add it to the settings.'
    expect(await call('POST', '/acme/authenticate', { other: 1 })).toMatchObject({
      status: 400,
      body: { error: message, problems: [{ field: 'apiKey', label: 'API Key', message, lookedFor: [] }] }
    })
  })

  it('keeps the form of a preview when a half-typed secret is a letter of it', async () => {
    const { body } = await call('POST', '/preview/acme/send', { payload: { text: 'pea' }, settings: { apiKey: 'p' } })
    expect(body).toEqual([{ event: 0, action: 'send', payload: { text: '<masked>ea' } }])
  })
})

describe('the stack of an error', () => {
  it('names files by their paths from the folder of the destinations and from the project', async () => {
    const { body } = await call('POST', '/acme/fail', { payload: { text: 'hello' }, settings })
    const stack = (body[0].stack as string[]).join('\n')
    expect(stack).toMatch(/\((acme\/index\.ts):\d+:\d+\)/)
    expect(stack).toMatch(/\(packages\/runner\/src\/[\w-]+\.ts:\d+:\d+\)/)
    expect(stack).not.toContain(directory.path)
    expect(stack).not.toContain(path.join(__dirname, '../../../..'))
  })
})
