import { createTestIntegration } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import deleteEvent from './fixtures/delete.json'
import identifyEvent from './fixtures/identify.json'
import { refersionAnswers, settings } from './__helpers__/refersion'
import destination from '../index'

// The two events on Segment's catalog page of Refersion, as they stand there.

/** Delivers an event as Segment does to a destination that was made with its automatic presets. */
function deliverToPresets(event: unknown) {
  const subscriptions = destination.presets?.filter(({ type }) => type === 'automatic')
  return createTestIntegration(destination).onEvent(
    event as SegmentEvent,
    {
      ...settings,
      subscriptions
    } as unknown as JSONObject
  )
}

it('creates an affiliate from the identify event', async () => {
  const received = refersionAnswers(['new', { id: 'a3y7' }])

  await deliverToPresets(identifyEvent)

  expect(received).toEqual([
    [
      'new',
      {
        first_name: 'Peter',
        last_name: 'Gibbons',
        email: 'peter@example.com',
        password: expect.any(String),
        status: 'PENDING',
        address1: '6th St',
        city: 'San Francisco',
        state: 'CA',
        zip: '94103',
        country: 'US'
      }
    ]
  ])
})

it('updates the affiliate when the identify event is delivered once more', async () => {
  const received = refersionAnswers(
    ['new', { errors: ['The email you have entered is taken by another Affiliate.'] }, 422],
    ['search', { total: 1, results: [{ id: 'a3y7', status: 'PENDING', email: 'peter@example.com' }] }],
    ['get', { id: 37569297, first_name: 'Peter', last_name: 'Gibbons', email: 'peter@example.com' }],
    ['edit', { ids_changed: [], ids_not_changed: [37569297] }]
  )

  await deliverToPresets(identifyEvent)

  expect(received.map(([call]) => call)).toEqual(['new', 'search', 'get', 'edit'])
})

it('disables the affiliate of the delete event, and not the one whose id is its user id', async () => {
  const received = refersionAnswers(
    [
      'search',
      {
        total: 2,
        results: [
          { id: 'b4z8', status: 'ACTIVE', email: 'speter@example.com.au' },
          { id: 'a3y7', status: 'ACTIVE', email: 'peter@example.com' }
        ]
      }
    ],
    ['get', { id: 37569297, status: 'ACTIVE', email: 'peter@example.com' }],
    ['status_change', { ids_changed: [37569297], ids_not_changed: [] }]
  )

  await deliverToPresets(deleteEvent)

  expect(received).toEqual([
    ['search', { keyword: 'peter@example.com', page: '1' }],
    ['get', { affiliate_code: 'a3y7' }],
    ['status_change', { ids: [37569297], status: 'DISABLED' }]
  ])
})

it('sends nothing beyond the search when the delete event is delivered once more', async () => {
  const received = refersionAnswers([
    'search',
    { total: 1, results: [{ id: 'a3y7', status: 'DISABLED', email: 'peter@example.com' }] }
  ])

  await deliverToPresets(deleteEvent)

  expect(received.map(([call]) => call)).toEqual(['search'])
})
