import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import { generateTestData } from '../../../lib/test-data'
import destination from '../index'

const destinationSlug = 'actions-wigzo'
// The generated settings are random text, and so are the dates and the amount. The token's form is invented.
const settings = { orgToken: 'e2a4c6f81b3d4957a0c2' }
const date = '2021-02-01T00:00:00.000Z'

describe(`Testing snapshot for ${destinationSlug} destination:`, () => {
  for (const actionSlug in destination.actions) {
    it.each([
      ['required fields', true],
      ['all fields', false]
    ])(`${actionSlug} action - %s`, async (_name, requiredOnly) => {
      const action = destination.actions[actionSlug]
      const [mapping] = generateTestData(`${destinationSlug}#${actionSlug}`, destination, action, requiredOnly)
      if ('createdAt' in mapping) Object.assign(mapping, { createdAt: date, updatedAt: date })
      if ('totalOrderValue' in mapping) Object.assign(mapping, { totalOrderValue: '149.90' })
      nock(/.*/).persist().get(/.*/).reply(200)
      nock(/.*/).persist().post(/.*/).reply(200)
      nock(/.*/).persist().put(/.*/).reply(200)

      const [{ request }] = await createTestIntegration(destination).testAction(actionSlug, {
        event: createTestEvent({ properties: mapping }),
        mapping,
        settings
      })

      expect(JSON.parse(await request.text())).toMatchSnapshot()
      if (requiredOnly) expect(request.headers).toMatchSnapshot()
    })
  }
})
