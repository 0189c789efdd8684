import { readResults } from '../../results'
import { comparableCases } from '../comparable-cases'
import { ourCases } from '../our-cases'
import { bodyBytesOf, callsOf, requestsOf } from '../requests'
import type { EventResults } from '../results'
import { VendorAgent } from '../vendor-agent'
import { VendorServer } from '../vendor-server'

/**
 * What each vendor's API forces. Refersion: `new` knows neither custom fields nor updates; `edit` and `status_change`
 * take the number of an affiliate, which only `get` shows; only the search knows an email.
 */
const forced: Record<string, string[]> = {
  'Refersion createAffiliate, a new one': ['POST /v2/affiliate/new'],
  'Refersion createAffiliate, a new one with custom fields': [
    'POST /v2/affiliate/new',
    'POST /v2/affiliate/get',
    'POST /v2/affiliate/edit'
  ],
  'Refersion createAffiliate, one that exists': [
    'POST /v2/affiliate/new',
    'POST /v2/affiliate/search',
    'POST /v2/affiliate/get',
    'POST /v2/affiliate/edit'
  ],
  'Refersion deleteAffiliate': [
    'POST /v2/affiliate/search',
    'POST /v2/affiliate/get',
    'POST /v2/affiliate/status_change'
  ],
  'Wigzo identifyUser': ['POST /rest/v1/learn/identify'],
  'Wigzo trackPage': ['POST /rest/v1/learn/event'],
  'Wigzo trackEvent': ['POST /rest/v1/learn/event'],
  'Wigzo indexProduct': ['POST /rest/v1/learn/event'],
  'Wigzo trackCommerceEvent': ['POST /rest/v1/learn/event'],
  'Wigzo trackOrder': ['POST /rest/v1/learn/event'],
  'Wishpond identifyLead': ['POST /api/v1/tracking/identify'],
  'Wishpond trackEvent': ['POST /api/v1/tracking/track']
}

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

describe.each(ourCases.map((one) => [one.name, one] as const))('An event of %s', (name, subject) => {
  it('takes no more requests than the API of the vendor forces', async () => {
    expect(callsOf(await requestsOf(subject, server, agent))).toEqual(forced[name])
  })

  it('takes the requests and bytes that the page of the benchmarks states; otherwise npm run bench has to write it anew', async () => {
    const requests = await requestsOf(subject, server, agent)

    expect(stated.find((one) => one.name === name)).toMatchObject({
      calls: callsOf(requests),
      bodyBytes: bodyBytesOf(requests)
    })
  })
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
  const refused = {
    ...ourCases[0],
    answers: { 'POST https://api.refersion.com/v2/affiliate/new': { status: 401, json: {} } }
  }

  await expect(requestsOf(refused, server, agent)).rejects.toThrow('401')
})
