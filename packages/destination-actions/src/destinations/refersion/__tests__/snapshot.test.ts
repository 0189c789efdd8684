import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import { generateTestData } from '../../../lib/test-data'
import destination from '../index'

const destinationSlug = 'actions-refersion'

// The generated values are random texts. Where those would be refused, or would differ each time, an invented value
// takes their place.
const settings = { apiKey: 'pub_1a2b3c4d5e6f.sec_6f5e4d3c2b1a' }
const leastOfAnIdentify = { email: 'jane@example.com', name: 'Jane Kim' }
const fixed: Record<string, string> = {
  affiliate_id: '37569297',
  password: 'Snap5hot!Snap5hot',
  paypal_email: 'pay@example.com'
}

describe(`Testing snapshot for ${destinationSlug} destination:`, () => {
  for (const actionSlug in destination.actions) {
    it.each([
      ['required fields', true],
      ['all fields', false]
    ])(`${actionSlug} action - %s`, async (_name, requiredOnly) => {
      const action = destination.actions[actionSlug]
      const [eventData] = generateTestData(`${destinationSlug}#${actionSlug}`, destination, action, requiredOnly)
      nock(/.*/).persist().get(/.*/).reply(200)
      nock(/.*/).persist().post(/.*/).reply(200)
      nock(/.*/).persist().put(/.*/).reply(200)

      for (const field of Object.keys(fixed).filter((key) => key in eventData)) eventData[field] = fixed[field]
      const { password } = fixed
      const event = createTestEvent({ properties: { ...leastOfAnIdentify, ...eventData, password } })
      const [{ request }] = await createTestIntegration(destination).testAction(actionSlug, {
        event,
        mapping: event.properties,
        settings
      })

      expect(JSON.parse(await request.text())).toMatchSnapshot()
      if (requiredOnly) expect(request.headers).toMatchSnapshot()
    })
  }
})
