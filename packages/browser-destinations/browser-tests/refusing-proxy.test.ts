import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { startRefusingProxy } from './refusing-proxy'

let proxy: Awaited<ReturnType<typeof startRefusingProxy>>

beforeEach(async () => {
  proxy = await startRefusingProxy()
})

/** A connection that was refused what it asked for, and is still open. */
async function refused(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write('CONNECT acme.example:443 HTTP/1.1\r\nHost: acme.example:443\r\n\r\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 502 /)
  return socket
}

it('refuses and notes what a browser asks for, and goes on after a connection that is reset', async () => {
  const socket = await refused()
  const closed = once(socket, 'close')
  socket.resetAndDestroy()
  await closed
  expect((await fetch(`http://127.0.0.1:${proxy.port}/page`)).status).toBe(502)
  expect(proxy.asked).toEqual(['acme.example:443', '/page'])
  await proxy.close()
})

it('leaves no connection open when it is closed', async () => {
  const socket = await refused()
  const closed = once(socket, 'close')
  await proxy.close()
  await closed
})
