import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../index'

const settings = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }
const presets = destination.presets ?? []

const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const engage = presets.flatMap((preset) => (preset.type === 'specificEvent' ? [preset] : []))

beforeEach(() => {
  nock('https://api.wishpond.com').persist().post(/.*/).reply(200)
})

describe('The automatic presets', () => {
  it.each([
    ['identify', ['https://api.wishpond.com/api/v1/tracking/identify']],
    ['track', ['https://api.wishpond.com/api/v1/tracking/track']],
    ['page', []],
    ['screen', []],
    ['group', []],
    ['alias', []],
    ['delete', []]
  ] as const)('give a call of type %s to %j', async (type, urls) => {
    const integration = createTestIntegration(destination)
    // As Segment keeps them: plain JSON.
    const subscriptions = JSON.parse(JSON.stringify(automatic))
    await integration.onEvent(createTestEvent({ type }), { ...settings, subscriptions })

    expect(integration.responses.map(({ request }) => request.url)).toEqual(urls)
  })

  it("are the actions' own default subscriptions", () => {
    expect(automatic.map(({ name, partnerAction, subscribe }) => [name, partnerAction, subscribe])).toEqual(
      Object.entries(destination.actions).map(([key, action]) => [action.title, key, action.defaultSubscription])
    )
  })
})

describe('The Engage presets', () => {
  it('take the events of audiences, entities and journeys, each with the action of its call', () => {
    expect(Object.fromEntries(engage.map(({ eventSlug, partnerAction }) => [eventSlug, partnerAction]))).toEqual({
      warehouse_audience_membership_changed_identify: 'identifyLead',
      warehouse_audience_entered_track: 'trackEvent',
      warehouse_audience_exited_track: 'trackEvent',
      warehouse_entity_added_track: 'trackEvent',
      warehouse_entity_removed_track: 'trackEvent',
      journeys_step_entered_track: 'trackEvent'
    })
  })

  it.each(
    engage.filter(({ partnerAction }) => partnerAction === 'identifyLead').map((preset) => [preset.name, preset])
  )('%s: traits become attributes of the lead', async (_name, preset) => {
    const [{ request }] = await createTestIntegration(destination).testAction(preset.partnerAction, {
      event: { type: 'identify', userId: 'user-1', traits: { big_spenders: false } },
      mapping: preset.mapping,
      settings
    })

    expect(await request.json()).toMatchObject({ cid: 'user-1', attributes: { big_spenders: false } })
  })

  it.each(engage.filter(({ partnerAction }) => partnerAction === 'trackEvent').map((preset) => [preset.name, preset]))(
    '%s: the event is added to the lead',
    async (_name, preset) => {
      const [{ request }] = await createTestIntegration(destination).testAction(preset.partnerAction, {
        event: { type: 'track', userId: 'user-1', event: 'Step Entered', properties: { journey: 'Welcome' } },
        mapping: preset.mapping,
        settings
      })

      expect(await request.json()).toMatchObject({
        cid: 'user-1',
        event: 'Step Entered',
        properties: { journey: 'Welcome' }
      })
    }
  )
})
