import { destinationConfig } from '../../__tests__/invented-config'
import { toy } from '../../worker/__tests__/toy'
import { shownMapping } from '../shown-mapping'

const acme = destinationConfig({
  name: 'acme',
  destination: 'toy',
  definition: toy,
  settings: { url: 'http://127.0.0.1/', apiKey: 'first-s3cret-key' },
  subscriptions: [
    {
      name: 'Tracks',
      subscribe: 'type = "track"',
      partnerAction: 'send',
      mapping: { id: { '@path': '$.messageId' }, note: 'with first-s3cret-key', password: 'Horse-Battery-1' }
    }
  ]
})

it('shows the condition and the mapping of a delivery, without secrets and passwords', () => {
  expect(shownMapping([acme], { destination: 'acme', subscription: 'Tracks' })).toEqual({
    subscribe: 'type = "track"',
    mapping: { id: { '@path': '$.messageId' }, note: 'with <masked>', password: '<masked>' }
  })
})

it.each([
  ['destination', { destination: 'other', subscription: 'Tracks' }],
  ['subscription', { destination: 'acme', subscription: 'Pages' }],
  ['subscription', { destination: 'acme' }]
])('shows nothing of a %s that the config does not have: %j', (_what, of) => {
  expect(shownMapping([acme], of)).toEqual({})
})
