import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { RawServer } from './raw-server'

let server: RawServer

beforeEach(async () => {
  server = await RawServer.start()
})
afterEach(() => server.stop())

/** What some code returns in a thread of its own, where it has `useTransport` and the port of the server. */
async function inThread(code: string): Promise<unknown> {
  const source = `
    const { parentPort } = require('node:worker_threads')
    const { useTransport } = require(${JSON.stringify(path.join(__dirname, '../index.ts'))})
    const port = ${server.port}
    async function work() {${code}}
    work()
      .catch((error) => ({ message: error.message, code: error.code }))
      .then((result) => parentPort.postMessage(result))
      .then(() => process.exit())`
  // The thread looks modules up from this file.
  const execArgv = ['--require', require.resolve('tsx/cjs')]
  const worker = new Worker(source, { eval: true, execArgv })
  const [result] = (await once(worker, 'message')) as [unknown]
  await worker.terminate()
  return result
}

const crossFetch = JSON.stringify(require.resolve('cross-fetch'))

describe('in a thread, the transport', () => {
  it('takes the place of cross-fetch', async () => {
    const found = await inThread(`
      const { close } = useTransport({ sandbox: { port, hosts: 'all' } })
      const fetch = require('cross-fetch')
      const { default: same, Headers, Request, Response } = fetch
      const response = await fetch(new Request('https://api.vendor.example/people', { headers: new Headers({ a: '1' }) }))
      const found = [same === fetch, response instanceof Response, response.status, response.url]
      await close()
      return found`)
    expect(found).toEqual([true, true, 200, 'https://api.vendor.example/people'])
    expect(server.received).toMatchObject([{ line: 'GET /people HTTP/1.1' }])
  })

  it.each([
    ['an agent of its own', `{ agent: new (require('node:https').Agent)() }`],
    ['a body that is a stream, a form or a blob', `{ method: 'PUT', body: require('node:stream').Readable.from('a') }`],
    ['the header expect', `{ headers: { Expect: 'something' } }`],
    ['an empty body with DELETE', `{ method: 'DELETE', body: '' }`]
  ])('leaves a request with %s to the own client, says so, and keeps it in the sandbox', async (reason, init) => {
    server.answer = (socket) => void socket.end('HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok')
    const found = await inThread(`
      const reasons = []
      useTransport({ sandbox: { port, hosts: ['api.vendor.example'] }, onBypass: (reason) => reasons.push(reason) })
      const fetch = require('cross-fetch')
      const response = await fetch('https://api.vendor.example/people', ${init})
      const refused = await fetch('https://api.other.example/people', ${init}).catch(({ code }) => code)
      return [reasons, response instanceof fetch.Response, response.status, await response.text(), refused]`)
    expect(found).toEqual([[reason, reason], true, 201, 'ok', 'ESANDBOX'])
    expect(server.received.slice(0, 1).map(({ headers }) => headers)).toEqual([
      expect.arrayContaining(['host: api.vendor.example']) as unknown
    ])
  })

  it('leaves a server that says 100 Continue unasked to the own client, from the second request on', async () => {
    server.answer = (socket) =>
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    const found = await inThread(`
      const reasons = []
      useTransport({ sandbox: { port, hosts: 'all' }, onBypass: (reason) => reasons.push(reason) })
      const fetch = require('cross-fetch')
      const send = () => fetch('https://api.vendor.example/', { method: 'POST', body: '{}' })
      return [await send().catch(({ code }) => code), (await send()).status, reasons]`)
    expect(found).toEqual(['ECONNRESET', 200, ['a server that says 100 Continue unasked']])
    expect(server.received).toHaveLength(2)
  })

  it('is refused if cross-fetch is there already', async () => {
    expect(await inThread(`require(${crossFetch}); useTransport()`)).toMatchObject({
      message: expect.stringContaining('Call useTransport() before anything imports @segment/actions-core.') as unknown
    })
  })

  it('is refused a second time', async () => {
    expect(await inThread('useTransport(); useTransport()')).toMatchObject({
      message: 'This thread has a transport already. Call useTransport() once.'
    })
  })
})
