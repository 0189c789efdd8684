import { demoKeys } from '../demo-keys'
import { send, useSandbox } from '../test-client'
import { vendorNames } from '../vendor-names'

const local = useSandbox()

const { merchantId, trackingKey } = demoKeys.wishpond
const identifyJane = () =>
  local.post('https://api.wishpond.com/api/v1/tracking/identify', {
    merchantId,
    writeKey: trackingKey,
    cid: 'jane',
    attributes: { name: 'Jane Kim' }
  })
const jane = { cid: 'jane', attributes: { name: 'Jane Kim' }, events: [] }

const empty = {
  refersion: { affiliates: [] },
  wigzo: { users: [], products: [] },
  wishpond: { leads: [] }
}

it.each(vendorNames)('shows what %s holds: at first nothing', async (vendor) => {
  const { status, body } = await local.control('GET', `/${vendor}`)

  expect(status).toBe(200)
  expect(body).toEqual(empty[vendor])
})

it('shows what a vendor was sent, and forgets it when asked', async () => {
  await identifyJane()
  expect((await local.control('GET', '/wishpond')).body).toEqual({ leads: [jane] })
  expect(local.sandbox.read('wishpond')).toEqual({ leads: [jane] })

  expect((await local.control('DELETE', '/wishpond')).status).toBe(204)
  expect((await local.control('GET', '/wishpond')).body).toEqual({ leads: [] })
})

it('forgets one vendor and leaves the others alone', async () => {
  await identifyJane()
  await local.control('DELETE', '/refersion')

  expect(local.sandbox.read('wishpond')).toEqual({ leads: [jane] })
})

it('forgets all vendors with reset()', async () => {
  await identifyJane()
  local.sandbox.setFaults('refersion', { status: 503 })
  local.sandbox.reset()

  expect(local.sandbox.read('wishpond')).toEqual({ leads: [] })
  expect(local.sandbox.faults('refersion')).toEqual([])
})

it('hands out copies: what a reader does to them changes nothing', async () => {
  await identifyJane()
  local.sandbox.read('wishpond').leads[0].attributes.name = 'somebody else'

  expect(local.sandbox.read('wishpond')).toEqual({ leads: [jane] })
})

it('takes a fault or a list of faults, and answers with those that are left', async () => {
  const one = await local.control('PUT', '/wishpond/faults', { status: 503, times: 2 })
  expect(one).toMatchObject({ status: 200, body: [{ status: 503, times: 2 }] })

  await identifyJane()
  expect((await local.control('GET', '/wishpond/faults')).body).toEqual([{ status: 503, times: 1 }])

  const two = await local.control('PUT', '/wishpond/faults', [{ delay: 5 }, { body: 'empty' }])
  expect(two.body).toEqual([{ delay: 5 }, { body: 'empty' }])

  expect((await local.control('PUT', '/wishpond/faults', [])).body).toEqual([])
})

it('forgets the faults of a vendor together with its data', async () => {
  await local.control('PUT', '/wishpond/faults', { status: 503 })
  await local.control('DELETE', '/wishpond')

  expect((await local.control('GET', '/wishpond/faults')).body).toEqual([])
})

it.each([
  [
    'GET',
    '/hubspot',
    404,
    'Nothing at /hubspot. There are /<vendor> and /<vendor>/faults for refersion, wigzo, wishpond.'
  ],
  ['GET', '/', 404, 'Nothing at /.'],
  ['GET', '/wigzo/users', 404, 'Nothing at /wigzo/users.'],
  ['GET', '/wigzo/faults/1', 404, 'Nothing at /wigzo/faults/1.'],
  ['POST', '/wigzo', 405, '/wigzo answers to GET and DELETE, not to POST.'],
  ['DELETE', '/wigzo/faults', 405, '/wigzo/faults answers to GET and PUT, not to DELETE.']
])('refuses %s %s', async (method, path, status, error) => {
  const answer = await local.control(method, path)

  expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(error) } })
})

it('refuses faults that are no JSON, and says where they stop to be', async () => {
  const answer = await send(`${local.sandbox.url}/wigzo/faults`, { method: 'PUT' }, '{"status": 503')

  expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('The body must be JSON: ') } })
})

it('refuses what is no fault, and keeps those that it had', async () => {
  await local.control('PUT', '/wigzo/faults', { status: 503 })
  const answer = await local.control('PUT', '/wigzo/faults', { status: 99 })

  expect(answer).toMatchObject({
    status: 400,
    body: { error: '"status" must be a whole number from 200 to 599' }
  })
  expect(local.sandbox.faults('wigzo')).toEqual([{ status: 503 }])
})

it('refuses a body over 4 MiB', async () => {
  const answer = await local.control('PUT', '/wigzo/faults', 'x'.repeat(4 * 1024 * 1024))

  expect(answer).toMatchObject({ status: 413, body: { error: 'The body is over 4194304 bytes.' } })
})

it.each(['example.com', 'api.refersion.com.example.com', '10.0.0.1:80'])(
  'refuses a request with the Host "%s"',
  async (host) => {
    const answer = await send(`${local.sandbox.url}/wigzo`, { headers: { Host: host } })

    expect(answer.status).toBe(421)
    expect(answer.body).toEqual({ error: expect.stringContaining('The sandbox doesn\'t imitate "') })
  }
)

it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1:80'])('takes %s for itself', async (host) => {
  expect((await send(`${local.sandbox.url}/wigzo`, { headers: { Host: host } })).status).toBe(200)
})
