import { readResults } from '../../results'
import { comparableCases } from '../comparable-cases'
import { ourCases } from '../our-cases'
import { bodyBytesOf, callsOf, requestsOf } from '../requests'
import type { EventResults } from '../results'
import { VendorAgent } from '../vendor-agent'
import { VendorServer } from '../vendor-server'
import type { RecordedRequest } from '../vendor-server'

const stated = readResults<EventResults>('events')?.cases ?? []

let server: VendorServer
let agent: VendorAgent

beforeAll(async () => {
  server = await VendorServer.start([...ourCases, ...comparableCases].map(({ host }) => host))
  agent = new VendorAgent(server)
})

afterAll(async () => {
  agent.close()
  await server.stop()
})

describe.each(ourCases.map((one) => [one.name, one] as const))('An event of %s', (_name, subject) => {
  it('takes no more requests than the API of the vendor forces', async () => {
    const calls = callsOf(await requestsOf(subject, server, agent))

    expect(calls).toEqual(subject.calls ?? [expect.any(String)])
  })
})

// A new case is on the page only when the benchmark has run again.
it.each(stated.filter(({ shares }) => shares))(
  'The page states the requests and bytes of $name as they are: else run npm run bench',
  async ({ name, calls, bodyBytes }) => {
    const subject = ourCases.find((one) => one.name === name)
    const requests = subject ? await requestsOf(subject, server, agent) : []

    expect({ calls: callsOf(requests), bodyBytes: bodyBytesOf(requests) }).toEqual({ calls, bodyBytes })
  }
)

it('an event makes the same requests over plain HTTP', async () => {
  const plain = await VendorServer.start([], 'http')
  const plainAgent = new VendorAgent(plain)
  try {
    // A generated password is another one each time, of the same length.
    const known = ({ body: _body, ...rest }: RecordedRequest) => rest
    for (const subject of ourCases) {
      const requests = await requestsOf(subject, server, agent)
      expect((await requestsOf(subject, plain, plainAgent)).map(known)).toEqual(requests.map(known))
    }
  } finally {
    plainAgent.close()
    await plain.stop()
  }
})

it('has a case for every cloud-mode action', () => {
  const measured = ourCases.map(({ definition, subscription }) => `${definition.name} ${subscription.partnerAction}`)
  const all = [...new Set(ourCases.map(({ definition }) => definition))].flatMap(({ name, actions }) =>
    Object.keys(actions).map((action) => `${name} ${action}`)
  )

  expect(new Set(measured)).toEqual(new Set(all))
})

it.each(comparableCases.map((one) => [one.name, one] as const))('%s delivers its event', async (_name, subject) => {
  expect(await requestsOf(subject, server, agent)).toHaveLength(1)
})

it('an event that is not delivered is an error', async () => {
  const calls = (await requestsOf(ourCases[0], server, agent)).map(({ method, url }) => `${method} ${url}`)
  const refused = {
    ...ourCases[0],
    answers: Object.fromEntries(calls.map((call) => [call, { status: 401, json: {} }]))
  }

  await expect(requestsOf(refused, server, agent)).rejects.toThrow('401')
})
