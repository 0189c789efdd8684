import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import { generateTestData } from '../../../lib/test-data'
import destination from '../index'

const slug = 'actions-wishpond'
const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }
/** Instead of the generated text, which is not a time. */
const timestamp = '2021-02-01T00:00:00.000Z'

describe(`Snapshots of ${slug}:`, () => {
  beforeEach(() => {
    nock(/.*/).persist().get(/.*/).reply(200)
    nock(/.*/).persist().post(/.*/).reply(200)
    nock(/.*/).persist().put(/.*/).reply(200)
  })

  describe.each(Object.entries(destination.actions))('%s', (actionKey, action) => {
    it.each([
      ['required fields', true],
      ['all fields', false]
    ])('%s', async (_fields, requiredOnly) => {
      const [data] = generateTestData(`${slug}#${actionKey}`, destination, action, requiredOnly)
      const mapping = 'timestamp' in data ? { ...data, timestamp } : data
      const event = createTestEvent({ properties: mapping })

      const [{ request }] = await createTestIntegration(destination).testAction(actionKey, { event, mapping, settings })

      expect({
        method: request.method,
        url: request.url,
        body: await request.json()
      }).toMatchSnapshot()
    })
  })
})
