/** @jest-environment jsdom */
import { serialize } from 'node:v8'
import { destination } from '@segment/analytics-browser-actions-wishpond-web/src'
import type { JSONObject } from '@segment/actions-core'
import { transform } from '@segment/actions-core'
import fc from 'fast-check'
import { segmentEvents } from '../events'

const CASES = 2_000

const tracker = { identify: jest.fn(), track: jest.fn() }
const settings = { merchantId: '123456', trackingKey: '0123456789ab' }

beforeAll(async () => {
  window.Wishpond = { Tracker: tracker }
  await destination.initialize(
    { settings, analytics: {} as never },
    { loadScript: () => Promise.reject(new Error('There is a tracker.')), resolveWhen: () => Promise.resolve() }
  )
})

it.each(['identifyLead', 'trackEvent'])(
  'an arbitrary event reaches the tracker through %s of device mode, or is left out, and is not changed',
  async (key) => {
    const { perform } = destination.actions[key]
    const preset = destination.presets?.find(({ partnerAction }) => partnerAction === key)
    const reached = jest.fn()

    await fc.assert(
      fc.asyncProperty(segmentEvents, async (event) => {
        const before = serialize(event)
        tracker.identify.mockReset()
        tracker.track.mockReset()
        const payload = transform(preset?.mapping as JSONObject, event)

        await perform({ Tracker: tracker }, { settings, payload } as never)

        const calls = [...tracker.identify.mock.calls, ...tracker.track.mock.calls] as unknown[][]
        expect(calls).toHaveLength(payload[key === 'identifyLead' ? 'userId' : 'event'] ? 1 : 0)
        if (calls.length > 0) reached()
        expect(serialize(event).equals(before)).toBe(true)
      }),
      { numRuns: CASES }
    )
    expect(reached.mock.calls.length).toBeGreaterThan(CASES / 2)
  }
)
