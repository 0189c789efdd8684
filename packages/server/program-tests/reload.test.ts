import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocket } from 'ws'
import { Server } from '../src/server'
import { client } from '../src/__tests__/http-client'
import { ProbeDirectory } from '../src/__tests__/probe'

const directory = new ProbeDirectory()
const lines: string[] = []
let server: Server
let call: ReturnType<typeof client>

beforeAll(async () => {
  server = await Server.start({
    directory: directory.path,
    named: 'probe',
    port: 0,
    live: false,
    changeSocket: true,
    log: (line) => lines.push(line)
  })
  call = client(server.port)
})

afterAll(async () => {
  await server.stop()
  directory.remove()
})

/** Resolves when the server has said something of this kind. */
async function said(what: RegExp): Promise<void> {
  lines.length = 0
  while (!lines.some((line) => what.test(line))) await soon()
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

async function description(): Promise<string> {
  const { body } = await call('GET', '/probe/manifest')
  return body.actions.send.description
}

describe('a change on disk', () => {
  it('is live after it was saved, keeps what the sandbox holds, and is told to pages', async () => {
    await call('PUT', '/sandbox/wishpond/faults', { status: 500, times: 7 })
    const socket = new WebSocket(`ws://127.0.0.1:${server.port + 1}`)
    await once(socket, 'open')
    const told = once(socket, 'message')
    expect(await description()).toBe('FIRST')
    directory.write('SECOND')
    await said(/Loaded the changed destinations/)
    expect(await description()).toBe('SECOND')
    expect(String((await told)[0])).toBe('change')
    socket.close()
  })

  it('that does not load is said with file, line and reason, and mended by the next one', async () => {
    const why = 'probe does not load: probe/index.ts:1:17: Expected identifier but found end of file'
    directory.break()
    await said(/ does not load/)
    expect(lines).toEqual(['Loaded the changed destinations, but not all of them:', `  ${why}`])
    expect(await call('GET', '/probe/manifest')).toMatchObject({
      status: 503,
      body: { error: `The destination ${why}` }
    })
    directory.write('MENDED')
    await said(/Loaded the changed destinations\./)
    expect(await description()).toBe('MENDED')
  })

  it.each([
    [
      'a syntax error in a file of another destination',
      {
        'acme/index.ts': 'import { a } from "./a"\nexport default a',
        'acme/a.ts': 'export const a = {\n  b: ]\n}'
      },
      { file: 'acme/a.ts', line: 2, column: 6, error: 'Unexpected "]"' }
    ],
    [
      'an import that fails',
      { 'acme/index.ts': '\nimport { b } from "./b"\nexport default b' },
      { file: 'acme/index.ts', line: 2, column: expect.any(Number), error: "Cannot find module './b'" }
    ],
    [
      'an exception while it is loaded',
      { 'acme/index.ts': 'type A = string\nconst a: A = "a"\nthrow new Error(`no ${a}`)' },
      { file: 'acme/index.ts', line: 3, column: 7, error: 'no a' }
    ],
    [
      'what is no definition',
      { 'acme/index.ts': 'export default {}' },
      {
        file: 'acme/index.ts',
        error:
          'It exports no definition of a destination. Export an object with "name" and "actions" as default, or as "destination" in device mode.'
      }
    ],
    [
      'a definition that is no JSON',
      {
        'acme/index.ts': 'const acme: any = { name: "Acme", actions: {} }\nacme.presets = [acme]\nexport default acme'
      },
      { file: 'acme/index.ts', error: expect.stringMatching(/circular/) }
    ]
  ])('tells the terminal and the catalogue of %s, and leaves the others alone', async (_what, files, failure) => {
    for (const [file, content] of Object.entries(files)) directory.save(file, content)
    await said(/ {2}acme does not load: acme\//)
    const { body } = await call('GET', '/destinations')
    expect(body.destinations).toEqual([
      { folder: 'acme', ...failure },
      expect.objectContaining({ folder: 'probe', name: 'Probe (Actions)' })
    ])
    expect((await call('GET', '/destinations/acme')).body).toEqual({ folder: 'acme', samples: {}, ...failure })
    expect(await description()).toBe('MENDED')
    directory.delete('acme')
    await said(/Loaded the changed destinations\./)
  })

  it('is not told to a page of a foreign origin', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port + 1}`, { origin: 'https://evil.example' })
    const [error] = (await once(socket, 'error').catch((reason: Error) => [reason])) as [Error]
    expect(error.message).toMatch(/401/)
  })
})

describe('a destination that ends its process', () => {
  it('fails its own call, and no later one', async () => {
    expect(await call('POST', '/probe/die', { payload: {} })).toMatchObject({
      status: 500,
      body: { error: 'The process of the destinations ended (exit code 3) during the call.' }
    })
    expect((await call('GET', '/probe/manifest')).status).toBe(200)
  })

  it('is told from a change', async () => {
    const again = said(/^Loaded the destinations again after one of them ended their process\.$/)
    await call('POST', '/probe/die', { payload: {} })
    await again
  })
})

describe('a destination that ends its process while it is loaded', () => {
  afterEach(async () => {
    directory.delete('acme')
    await said(/^Loaded the changed destinations\.$/)
  })

  it('is told, and the others are loaded without it', async () => {
    directory.save('acme/index.ts', 'process.exit(3)')
    await said(/ {2}acme does not load: /)
    expect(lines).toEqual([
      'Loaded the changed destinations, but not all of them:',
      '  acme does not load: acme/index.ts: It ends the process that loads it (exit code 3).'
    ])
    expect((await call('GET', '/probe/manifest')).status).toBe(200)
  })

  it('or soon after it, is not started again and again, but for a call', async () => {
    const saved = performance.now()
    directory.save('acme/index.ts', 'setTimeout(() => process.exit(3), 50)\nexport default { name: "A", actions: {} }')
    await said(/^A destination ended the process soon after it was loaded\./)
    // Time enough for several other starts that end in the same way.
    const oneStart = performance.now() - saved
    await new Promise((resolve) => setTimeout(resolve, 3 * oneStart))
    expect(lines.filter((line) => /^A destination ended/.test(line))).toHaveLength(1)
    const again = said(/^Loaded the destinations again for a call\.$/)
    await call('POST', '/probe/send', { payload: { text: 'hello' }, settings: { url: 'https://elsewhere.example/' } })
    await again
  })
})

describe('a page that sends no WebSocket frames', () => {
  it('is disconnected, and the server goes on', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port + 1}`)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    ;(socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0xff, 0xff]))
    await closed
    expect((await call('GET', '/probe/manifest')).status).toBe(200)
  })
})

describe('a call that never ends', () => {
  it('does not keep its process alive when the server stops, also after a change', async () => {
    const changed: string[] = []
    const own = await Server.start({
      directory: directory.path,
      port: 0,
      live: false,
      changeSocket: false,
      log: (line) => changed.push(line)
    })
    const file = `${directory.path}.pid`
    const body = { payload: {}, settings: { url: file } }
    const unanswered = client(own.port)('POST', '/probe/loop', body).catch((error: Error) => error)
    while (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') === '') await soon()
    directory.write('CHANGED')
    while (!changed.some((line) => /Loaded/.test(line))) await soon()
    await own.stop()
    await unanswered
    expect(() => process.kill(Number(fs.readFileSync(file, 'utf8')), 0)).toThrow('ESRCH')
    fs.rmSync(file)
  })
})

describe('live mode', () => {
  it('sends requests to where the destination says, has no sandbox and no demo keys', async () => {
    const vendor = createServer((_request, response) => response.end('got it')).listen(0, '127.0.0.1')
    await once(vendor, 'listening')
    const live = await Server.start({
      directory: directory.path,
      port: 0,
      live: true,
      changeSocket: false,
      log: () => undefined
    })
    const callLive = client(live.port)
    const settings = { url: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/` }
    try {
      const { body } = await callLive('POST', '/probe/send', { payload: { text: 'hello' }, settings })
      expect(body).toMatchObject([{ request: { body: '{"text":"hello"}' }, response: { body: 'got it' } }])
      expect((await callLive('GET', '/destinations')).body.mode).toBe('live')
      expect((await callLive('GET', '/sandbox/wishpond')).body).toEqual({
        error: 'There is no sandbox in live mode: requests go to the real vendors.'
      })
    } finally {
      await live.stop()
      vendor.close()
      vendor.closeAllConnections()
    }
  })

  it('is not what the sandbox does: there a request to any host ends at the echo', async () => {
    const settings = { url: 'https://elsewhere.example/' }
    const { body } = await call('POST', '/probe/send', { payload: { payload: 1, text: 'hello' }, settings })
    expect(body).toEqual([expect.objectContaining({ response: expect.objectContaining({ body: {} }) })])
    expect((await call('GET', '/sandbox/probe')).body.received[0]).toMatchObject({ host: 'elsewhere.example' })
  })
})
