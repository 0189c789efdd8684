import { setTimeout as sleep } from 'node:timers/promises'
import { client } from './http-client'
import { useServer } from './use-server'

const server = useServer({ intakePort: 0 })
const { call } = server

const send = (body: object) => {
  const authorization = `Basic ${Buffer.from('demo:').toString('base64')}`
  return client(server.intakePort ?? 0)('POST', '/v1/identify', body, { authorization })
}

it('delivers what is sent to the intake port to the sandbox of the server', async () => {
  expect(await send({ userId: 'u1', traits: { email: 'ada@example.com' } })).toMatchObject({ status: 200 })
  const deadline = performance.now() + 30_000
  for (let isDelivered = false; !isDelivered; await sleep(20)) {
    const { wishpond } = (await call('GET', '/api/counts')).body
    isDelivered = wishpond.delivered === 1
    expect(wishpond.failed).toBe(0)
    expect(performance.now()).toBeLessThan(deadline)
  }
  expect((await call('GET', '/sandbox/wishpond')).body).toMatchObject({
    leads: [{ cid: 'u1', attributes: { email: 'ada@example.com' } }]
  })
})

it.each([
  ['/ready', 200],
  ['/health', 200],
  ['/metrics', 200],
  ['/api/destinations', 200],
  ['/api/deliveries?limit=none', 400],
  ['/api/nothing', 404],
  ['/api/history', 200],
  ['/destinations', 200]
])('serves %s with %i beside its own routes', async (path, status) => {
  expect((await call('GET', path)).status).toBe(status)
})

it('says that it delivers, so that the tester links to the page of deliveries', async () => {
  expect((await call('GET', '/destinations')).body).toMatchObject({ delivers: true })
})

it('lets nobody else pause a destination', async () => {
  const headers = { host: 'localhost', origin: 'https://evil.example' }
  expect(await call('POST', '/api/destinations/wigzo/pause', {}, headers)).toMatchObject({ status: 403 })
})
