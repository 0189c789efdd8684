import { defaultValues } from '@segment/actions-core'
import { destination } from '../index'
import { callsFor } from '../__helpers__/plugins'

describe('The presets', () => {
  it('are the actions, with their default subscriptions and the default values of their fields', () => {
    expect(destination.presets).toEqual(
      Object.entries(destination.actions).map(([key, action]) => ({
        name: action.title,
        type: 'automatic',
        partnerAction: key,
        subscribe: action.defaultSubscription,
        mapping: defaultValues(action.fields)
      }))
    )
  })

  it.each([
    ['identify', 1],
    ['track', 1],
    ['page', 0],
    ['group', 0],
    ['alias', 0]
  ] as const)('give a call of type %s to the tracker %i times', async (type, times) => {
    expect(await callsFor({ type, userId: 'user-1', event: 'Signed Up' })).toHaveLength(times)
  })
})

describe("The examples of Segment's catalog page of Wishpond", () => {
  it.each([
    { name: 'Jane Kim', email: 'jane.kim@example.com' },
    { name: 'Bill Lumbergh', email: 'bill@initech.com' }
  ])('identify %j with exactly these arguments', async (traits) => {
    expect(await callsFor({ type: 'identify', userId: '1e810c197e', traits })).toEqual([
      ['identify', '1e810c197e', traits]
    ])
  })

  it('track Signed Up with exactly these arguments', async () => {
    const properties = { plan: 'Startup', source: 'Analytics Academy' }

    expect(await callsFor({ type: 'track', userId: '1e810c197e', event: 'Signed Up', properties })).toEqual([
      ['track', 'Signed Up', { plan: 'Startup', source: 'Analytics Academy' }]
    ])
  })
})
