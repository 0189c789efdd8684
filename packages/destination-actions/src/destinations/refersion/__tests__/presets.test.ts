import { createTestIntegration, defaultValues } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { refersionAnswers, settings } from './__helpers__/refersion'
import destination from '../index'

const { presets = [], actions } = destination

const events: SegmentEvent[] = [
  { type: 'identify', traits: { email: 'jane@example.com', name: 'Jane Kim' } },
  { type: 'identify' },
  { type: 'delete', email: 'jane@example.com' } as SegmentEvent,
  { type: 'track', event: 'identify' },
  { type: 'track', event: 'delete' },
  { type: 'page', name: 'identify' },
  { type: 'screen', name: 'delete' },
  { type: 'group', traits: { type: 'identify' } },
  { type: 'alias' }
]

const subscriptions = [
  ...presets.flatMap((preset) =>
    preset.type === 'automatic' ? [{ from: `preset ${preset.name ?? ''}`, ...preset }] : []
  ),
  ...Object.entries(actions).map(([partnerAction, { defaultSubscription = '', fields }]) => ({
    from: `default of ${partnerAction}`,
    partnerAction,
    subscribe: defaultSubscription,
    mapping: defaultValues(fields)
  }))
]

describe.each(subscriptions)('subscription, $from', (subscription) => {
  const taken = subscription.partnerAction === 'createAffiliate' ? 'identify' : 'delete'

  it.each(events)(`takes ${taken} calls only: $type call`, async (event) => {
    refersionAnswers(['new', { id: 'a3y7' }], ['search', { total: 0, results: [] }])

    const delivery = createTestIntegration(destination).onEvent(event, {
      ...settings,
      subscription
    })
    // Whoever takes an event without an email says that it needs one.
    const results = await delivery.catch((error: Error) => [{ output: error.message }])

    const left = results.some(({ output }) => output === 'not subscribed')
    expect(left).toBe(event.type !== taken)
  })
})

it('maps every field as its action does by default', () => {
  for (const { partnerAction, mapping } of presets)
    expect(mapping).toEqual(defaultValues(actions[partnerAction].fields))
})

it('has the one preset of Engage that sends identify calls', () => {
  expect(presets.flatMap((preset) => (preset.type === 'specificEvent' ? [preset.eventSlug] : []))).toEqual([
    'warehouse_audience_membership_changed_identify'
  ])
})
