import { execFile } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '@partner-destinations/sandbox'
import type { EchoState, Sandbox } from '@partner-destinations/sandbox'
import { DestinationProcess } from '../destination-process'
import { guardedDestination } from './guarded-destination'
import { ProbeDirectory } from './probe'

let sandbox: Sandbox
let destinations: DestinationProcess
const directory = new ProbeDirectory()

beforeAll(async () => {
  directory.delete('probe')
  directory.save('guarded/index.ts', guardedDestination)
  sandbox = await startSandbox({ standIns: {}, echo: true })
  destinations = await DestinationProcess.start({
    directory: directory.path,
    sandbox: { port: sandbox.port, hosts: 'all' }
  })
})
beforeEach(() => sandbox.reset())
afterAll(async () => {
  await destinations.stop()
  await sandbox.close()
  directory.remove()
})

const act = (action: string, payload: object = {}) =>
  destinations.call('guarded', { kind: 'action', action, payload: payload as never, settings: {} })
const received = () => (sandbox.read('guarded') as EchoState).received

describe('a request that is sent without the request client', () => {
  it.each([
    ['s3', 'PUT', 'https://lists.s3.eu-west-1.amazonaws.com/people.csv?x-id=PutObject', 'u1,Jane'],
    ['axios', 'POST', 'https://api.axios.example/people?page=2', '{"id":"u1"}'],
    ['fetch', 'POST', 'https://api.fetch.example/people', '{"id":"u1"}'],
    ['undici', 'GET', 'http://api.undici.example/people', ''],
    ['local', 'DELETE', 'http://localhost:8080/guarded', ''],
    ['unread', 'GET', 'https://api.unread.example/', '']
  ])('of %s reaches the sandbox, and is told as an exchange', async (action, method, url, body) => {
    const { steps } = await act(action)
    expect(steps).toMatchObject([
      { request: { method, url, body }, response: { statusCode: 200 }, withoutClient: true }
    ])
    const { hostname: host, pathname } = new URL(url)
    expect(received()).toMatchObject([{ method, host, path: pathname }])
  })
})

describe('what is no HTTP request', () => {
  it.each([
    ['net', 'opened', 'a connection to kafka.example:9092'],
    ['unheard', 'opened', 'a connection to kafka.example:9092'],
    ['swallowed', 'opened', 'a connection to kafka.example:9092'],
    ['tls', 'opened', 'a connection to kafka.example:9093'],
    ['http2', 'opened', 'a connection to api.http2.example:443'],
    ['pipe', 'opened', 'a connection to /run/acme.sock'],
    ['docker', 'sent', 'a request to /run/acme.sock'],
    ['pool', 'opened', 'a connection to api.pool.example:443'],
    ['kafka', 'opened', 'a connection to broker.example:9092'],
    ['udp', 'sent', 'a datagram to stats.example:8125'],
    ['lookup', 'asked for', 'the address of api.lookup.example'],
    ['resolver', 'asked for', 'the address of api.resolver.example'],
    ['callback', 'asked for', 'the address of api.callback.example'],
    ['floating', 'asked for', 'the address of api.floating.example'],
    ['exec', 'started', 'the program curl'],
    ['execSync', 'started', 'the program of a shell'],
    ['fork', 'started', 'the program node'],
    ['thread', 'started', 'a thread']
  ])('is refused: %s', async (action, did, what) => {
    const { steps } = await act(action)
    expect(steps).toEqual([
      {
        statusCode: 421,
        errorClass: 'SandboxRefusal',
        message: `This destination ${did} ${what}. Only HTTP requests can be answered by the sandbox. Use --live to let it through.`,
        retry: false,
        refused: what,
        requestError: true
      }
    ])
    expect(received()).toEqual([])
  })
})

describe('the call that it belongs to', () => {
  const error = { refused: 'a connection to kafka.example:9092' }
  const sent = { request: { url: 'https://api.axios.example/people?page=2' }, withoutClient: true }

  it('of a batch has the results of its events as well', async () => {
    const { steps } = await act('net', [{}, {}])
    expect(steps).toMatchObject([error])
    expect((await act('swallowed', [{}, {}])).steps).toMatchObject([
      error,
      { multistatus: [{ status: 200 }, { status: 200 }] }
    ])
  })

  it('can be a test of the settings', async () => {
    const { steps } = await destinations.call('guarded', { kind: 'authenticate', settings: {} })
    expect(steps).toMatchObject([error])
  })

  it('can be a deletion, which then is not skipped', async () => {
    const { steps } = await destinations.call('guarded', { kind: 'delete', payload: { userId: 'u1' }, settings: {} })
    expect(steps).toMatchObject([sent])
  })

  it('is the right one of many at once', async () => {
    const actions = ['net', 'axios', 'tls', 'fetch', 'lookup', 's3']
    const outcomes = await Promise.all(actions.map((action) => act(action)))
    const told = outcomes.map(({ steps }) => steps.map((step) => ('refused' in step ? step.refused : 'sent')))
    expect(told).toEqual([
      ['a connection to kafka.example:9092'],
      ['sent'],
      ['a connection to kafka.example:9093'],
      ['sent'],
      ['the address of api.lookup.example'],
      ['sent']
    ])
  })

  it.each(['axios', 'fetch'])('is told what a fault did to a request of %s', async (action) => {
    sandbox.setFaults('guarded', { status: 503 })
    const { steps } = await act(action)
    expect(steps[0]).toMatchObject({
      response: { statusCode: 503 },
      fault: 'The sandbox answered with status 503 instead of doing the call.',
      withoutClient: true
    })
  })

  it.each(['axios', 'fetch', 'net'])('sends and tells nothing as a preview of %s', async (action) => {
    const call = { kind: 'preview', action, payload: { type: 'track' }, settings: {} } as const
    const { result } = await destinations.call('guarded', call)
    expect(result).toEqual([{ event: 0, action, payload: expect.anything() }])
    expect(received()).toEqual([])
  })
})

describe('a host for which the sandbox has neither a stand-in nor an echo', () => {
  it.each([
    ['axios', null],
    ['fetch', expect.objectContaining({ statusCode: 421 })]
  ])('does not answer %s', async (action, response) => {
    const bare = await startSandbox({ standIns: {} })
    const start = { directory: directory.path, sandbox: { port: bare.port, hosts: bare.hosts } }
    const own = await DestinationProcess.start(start)
    const { steps } = await own.call('guarded', { kind: 'action', action, payload: {}, settings: {} })
    expect(steps[0]).toMatchObject({ response })
    await own.stop()
    await bare.close()
  })
})

describe('what belongs to no call', () => {
  const script = `
import { createRequire } from 'node:module'
import { lookup } from 'node:dns/promises'
const { installConnectionGuard } = createRequire(import.meta.url)(${JSON.stringify(
    require.resolve('../connection-guard')
  )})
const original = lookup
const remove = installConnectionGuard({ port: 1, log: (line) => console.log(line) })
for (const ask of [lookup, lookup, fetch]) await ask('http://api.example').catch((error) => console.log((error.cause ?? error).code))
console.log(process.env.AWS_ACCESS_KEY_ID)
remove()
console.log(lookup === original, process.env.AWS_ACCESS_KEY_ID)`

  it('is refused, and logged once, with the name of the module; AWS gets no real credentials', async () => {
    directory.save('alone/alone.mjs', script)
    const file = path.join(directory.path, 'alone/alone.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, ['--require', require.resolve('tsx/cjs'), file], {
      env: { ...process.env, AWS_ACCESS_KEY_ID: 'of the person' }
    })
    const module = pathToFileURL(file).href
    expect(stdout.split('\n')).toEqual([
      `${module} asked for the address of http://api.example outside of a call. The sandbox refused it.`,
      'ESANDBOX',
      'ESANDBOX',
      `${module} sent a request to api.example outside of a call. The sandbox refused it.`,
      'ESANDBOX',
      'AKIDEXAMPLE',
      'true of the person',
      ''
    ])
  })
})
