import { send, useSandbox } from '../test-client'
import { standIns } from './invented-vendors'

const local = useSandbox({ standIns })

const jane = { name: 'Jane Kim' }
const createJane = () => local.post('https://api.acme.example/people/new', jane)

it.each([
  ['acme', { people: [] }],
  ['globex', { events: 0 }]
])('shows what %s holds: at first nothing', async (vendor, empty) => {
  const { status, body } = await local.control('GET', `/${vendor}`)

  expect(status).toBe(200)
  expect(body).toEqual(empty)
})

it('shows what a vendor was sent, and forgets it when asked', async () => {
  await createJane()
  expect((await local.control('GET', '/acme')).body).toEqual({ people: [jane] })
  expect(local.sandbox.read('acme')).toEqual({ people: [jane] })

  expect((await local.control('DELETE', '/acme')).status).toBe(204)
  expect((await local.control('GET', '/acme')).body).toEqual({ people: [] })
})

it('forgets one vendor and leaves the others alone', async () => {
  await createJane()
  await local.control('DELETE', '/globex')

  expect(local.sandbox.read('acme')).toEqual({ people: [jane] })
})

it('forgets all vendors with reset()', async () => {
  await createJane()
  local.sandbox.setFaults('globex', { status: 503 })
  local.sandbox.reset()

  expect(local.sandbox.read('acme')).toEqual({ people: [] })
  expect(local.sandbox.faults('globex')).toEqual([])
})

it('hands out copies: what a reader does to them changes nothing', async () => {
  await createJane()
  local.sandbox.read('acme').people[0].name = 'somebody else'

  expect(local.sandbox.read('acme')).toEqual({ people: [jane] })
})

it('takes a fault or a list of faults, and answers with those that are left', async () => {
  const one = await local.control('PUT', '/acme/faults', { status: 503, times: 2 })
  expect(one).toMatchObject({ status: 200, body: [{ status: 503, times: 2 }] })

  await createJane()
  expect((await local.control('GET', '/acme/faults')).body).toEqual([{ status: 503, times: 1 }])

  const two = await local.control('PUT', '/acme/faults', [{ delay: 5 }, { body: 'empty' }])
  expect(two.body).toEqual([{ delay: 5 }, { body: 'empty' }])

  expect((await local.control('PUT', '/acme/faults', [])).body).toEqual([])
})

it('forgets the faults of a vendor together with its data', async () => {
  await local.control('PUT', '/acme/faults', { status: 503 })
  await local.control('DELETE', '/acme')

  expect((await local.control('GET', '/acme/faults')).body).toEqual([])
})

it.each([
  ['GET', '/hubspot', 404, 'Nothing at /hubspot. There are /<vendor> and /<vendor>/faults for acme, globex.'],
  ['GET', '/', 404, 'Nothing at /.'],
  ['GET', '/globex/events', 404, 'Nothing at /globex/events.'],
  ['GET', '/globex/faults/1', 404, 'Nothing at /globex/faults/1.'],
  ['POST', '/globex', 405, '/globex answers to GET and DELETE, not to POST.'],
  ['DELETE', '/globex/faults', 405, '/globex/faults answers to GET and PUT, not to DELETE.']
])('refuses %s %s', async (method, path, status, error) => {
  const answer = await local.control(method, path)

  expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(error) } })
})

it('refuses faults that are no JSON, and says where they stop to be', async () => {
  const answer = await send(`${local.sandbox.url}/globex/faults`, { method: 'PUT' }, '{"status": 503')

  expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('The body must be JSON: ') } })
})

it('refuses what is no fault, and keeps those that it had', async () => {
  await local.control('PUT', '/globex/faults', { status: 503 })
  const answer = await local.control('PUT', '/globex/faults', { status: 99 })

  expect(answer).toMatchObject({
    status: 400,
    body: { error: '"status" must be a whole number from 200 to 599' }
  })
  expect(local.sandbox.faults('globex')).toEqual([{ status: 503 }])
})

it('refuses a body over 4 MiB', async () => {
  const answer = await local.control('PUT', '/globex/faults', 'x'.repeat(4 * 1024 * 1024))

  expect(answer).toMatchObject({ status: 413, body: { error: 'The body is over 4194304 bytes.' } })
})

it.each(['example.com', 'api.acme.example.com', '10.0.0.1:80'])(
  'refuses a request with the Host "%s"',
  async (host) => {
    const answer = await send(`${local.sandbox.url}/globex`, { headers: { Host: host } })

    expect(answer.status).toBe(421)
    expect(answer.body).toEqual({ error: expect.stringContaining('The sandbox doesn\'t imitate "') })
  }
)

it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1:80'])('takes %s for itself', async (host) => {
  expect((await send(`${local.sandbox.url}/globex`, { headers: { Host: host } })).status).toBe(200)
})

it.each<[string, () => unknown]>([
  ['read', () => local.sandbox.read('hubspot' as 'acme')],
  ['reset', () => local.sandbox.reset('hubspot')],
  ['faults', () => local.sandbox.faults('hubspot')],
  ['setFaults', () => local.sandbox.setFaults('hubspot', [])]
])('refuses a vendor without a stand-in in %s()', (_what, act) => {
  expect(act).toThrow('The sandbox doesn\'t imitate the vendor "hubspot". It imitates acme, globex.')
})
