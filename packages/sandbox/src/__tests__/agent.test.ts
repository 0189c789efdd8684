import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SandboxAgent } from '../agent'
import { hostsOf } from '../stand-in'
import { send } from '../test-client'
import { standIns } from './invented-vendors'

/** A server that tells what it was asked, and by how many connections. */
async function startMirror() {
  let connections = 0
  const server = createServer((request, response) =>
    response.end(JSON.stringify({ url: request.url, host: request.headers.host }))
  ).on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () =>
      new Promise<number>((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
      ),
    close: () => new Promise((resolve) => server.close(resolve))
  }
}

const hosts = hostsOf(standIns)
let mirror: Awaited<ReturnType<typeof startMirror>>
let agent: SandboxAgent

beforeEach(async () => {
  mirror = await startMirror()
  agent = new SandboxAgent({ port: mirror.port, hosts })
})
afterEach(async () => {
  agent.close()
  await mirror.close()
})

it.each(['api.acme.example', 'api.globex.example', 'cdn.acme.example'])(
  'brings a request for %s to the sandbox, its URL and Host unchanged',
  async (host) => {
    const { body } = await send(`https://${host}/some/path?a=1`, { agent })

    expect(body).toEqual({ url: '/some/path?a=1', host })
  }
)

it.each(['example.com', 'www.acme.example', 'api.acme.example.example.com', '127.0.0.1', 'localhost'])(
  'refuses to connect to %s, and says so',
  async (host) => {
    await expect(send(`https://${host}/`, { agent })).rejects.toThrow(
      `The sandbox doesn't imitate ${host}, so nothing was sent. It imitates api.acme.example, api.globex.example, cdn.acme.example, over HTTPS.`
    )
    expect(mirror.connections()).toBe(0)
  }
)

it.each(['example.com', 'api.acme.example'])('refuses to connect to %s without HTTPS, and says so', async (host) => {
  await expect(send(`http://${host}/`, { agent })).rejects.toThrow(/^The sandbox doesn't imitate .*, over HTTPS\.$/)
  expect(mirror.connections()).toBe(0)
})

it('connects every host when it is told to, also without HTTPS', async () => {
  const open = new SandboxAgent({ port: mirror.port, hosts: 'all' })
  const answers = await Promise.all(
    ['https://api.example.com/a', 'http://api.example.com/a'].map((url) => send(url, { agent: open }))
  )
  open.close()

  expect(answers.map(({ body }) => body)).toEqual([
    { url: '/a', host: 'api.example.com' },
    { url: '/a', host: 'api.example.com' }
  ])
})

it('uses a connection again, also after destroy()', async () => {
  await send('https://api.acme.example/', { agent })
  agent.destroy()
  await send('https://api.acme.example/', { agent })

  expect(mirror.connections()).toBe(1)
})

it('lets a request in flight finish when destroy() is called', async () => {
  const answer = send('https://api.acme.example/', { agent })
  agent.destroy()

  expect((await answer).status).toBe(200)
})

it('closes its connections on close()', async () => {
  await send('https://api.acme.example/', { agent })
  expect(await mirror.open()).toBe(1)
  agent.close()

  // Only a connection that is closed lets the server close.
  await mirror.close()
  expect(await mirror.open()).toBe(0)
})
