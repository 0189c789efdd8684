import { once } from 'node:events'
import { connect } from 'node:net'
import { useSandbox } from '../test-client'
import { standIns } from './invented-vendors'

const local = useSandbox({ standIns })

const create = (attributes: string) =>
  local.raw(
    'https://api.acme.example/people/new',
    { method: 'POST', headers: { 'Content-Type': 'application/json' } },
    `{"name":"jane","attributes":${attributes}}`
  )
const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

/** The statuses of everything that the sandbox answers to these bytes, until it closes the connection. */
async function statuses(bytes: string): Promise<number[]> {
  const socket = connect(local.sandbox.port, '127.0.0.1', () => socket.write(bytes))
  let answer = ''
  // Being reset is one of the ways in which a server may refuse.
  socket.on('error', () => undefined)
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk))
  await once(socket, 'close')
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}

it.each([
  ['garbage', '\x16\x03\x01\r\n\r\n', 400],
  ['no Host', 'GET /globex HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['an empty Host', 'GET /globex HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n', 421],
  ['a similar Host', 'GET /globex HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n', 421],
  ['an IPv4 address that means this machine', 'GET /globex HTTP/1.1\r\nHost: 127.1\r\nConnection: close\r\n\r\n', 421],
  [
    'the whole URL of another',
    'GET http://evil.example/globex HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    404
  ],
  [
    'a length beside chunks',
    'PUT /globex HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400
  ],
  ['a header of 20 kB', `GET /globex HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431]
])('refuses %s', async (_what, bytes, status) => {
  expect(await statuses(bytes)).toEqual([status])
})

it('refuses JSON that is nested too deep to be read again', async () => {
  expect((await create(nested(100_000))).status).toBe(400)
  expect((await local.control('GET', '/acme')).body).toEqual({ people: [] })
})

it('refuses a fault that is nested too deep to be sent', async () => {
  const { status, body } = await local.control('PUT', '/acme/faults', JSON.parse(`{"body":${nested(1000)}}`))
  expect([status, body]).toEqual([400, { error: 'The body must be JSON: It is nested deeper than 1000 levels' }])
  expect(local.sandbox.faults('acme')).toEqual([])
})

it('keeps what is as deep as may be', async () => {
  expect((await create(nested(990))).status).toBe(200)
  expect((await local.control('GET', '/acme')).text).toContain(nested(990))
})

it.each(['__proto__', 'constructor', 'toString'])('takes %s for a name like any other', async (key) => {
  expect((await create(`{"${key}":{"polluted":true}}`)).status).toBe(200)
  expect((await local.control('GET', '/acme')).text).toContain(`"attributes":{"${key}":{"polluted":true}}`)
  expect((await local.control('GET', `/${key}`)).status).toBe(404)
  expect({}).not.toHaveProperty('polluted')
})
