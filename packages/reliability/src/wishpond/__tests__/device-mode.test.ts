/** @jest-environment jsdom */
import { serialize } from 'node:v8'
import { destination } from '@segment/analytics-browser-actions-wishpond-web/src'
import { isIdentifier, isObject, isValue } from '@partner-destinations/vendors/fuzz'
import type { JSONObject } from '@segment/actions-core'
import { transform } from '@segment/actions-core'
import fc from 'fast-check'
import { segmentEvents } from '../../fuzz/events'

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

const actions = [
  {
    key: 'identifyLead',
    isTaken: ({ userId, traits }: JSONObject) => isSomebody(userId) && isObjectOrNothing(traits),
    first: ({ userId }: JSONObject) => `${userId as string | number}`.trim()
  },
  {
    key: 'trackEvent',
    isTaken: ({ event, properties }: JSONObject) => isTitle(event) && isObjectOrNothing(properties),
    first: ({ event }: JSONObject) => `${event as string | number}`
  }
]

it.each(actions)(
  'an arbitrary event reaches the tracker through $key of device mode, or is left out, and is not changed',
  async ({ key, isTaken, first }) => {
    const { perform } = destination.actions[key]
    const preset = destination.presets?.find(({ partnerAction }) => partnerAction === key)
    let reached = 0
    let leftOut = 0

    await fc.assert(
      fc.asyncProperty(segmentEvents, async (event) => {
        const before = serialize(event)
        tracker.identify.mockReset()
        tracker.track.mockReset()
        const payload = transform(preset?.mapping as JSONObject, event)

        await perform({ Tracker: tracker }, { settings, payload } as never)

        const calls = [...tracker.identify.mock.calls, ...tracker.track.mock.calls] as unknown[][]
        if (isTaken(event)) reached++
        else leftOut++
        expect(calls).toEqual(isTaken(event) ? [[first(event), expect.any(Object)]] : [])
        expect(calls.every(([, members]) => isObject(members))).toBe(true)
        expect(serialize(event).equals(before)).toBe(true)
      }),
      { numRuns: CASES }
    )
    expect(reached).toBeGreaterThan(CASES / 4)
    expect(leftOut).toBeGreaterThan(CASES / 20)
  }
)

function isSomebody(value: unknown): boolean {
  return ['string', 'number'].includes(typeof value) && isIdentifier(String(value).trim())
}

/** A number becomes a text. */
function isTitle(value: unknown): boolean {
  return ['string', 'number'].includes(typeof value) && isValue(String(value))
}

/** PHP writes an empty object as a list. */
function isObjectOrNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    isObject(value) ||
    (value as { length?: unknown }).length === 0
  )
}
