import { deliveryConfig, destinationConfig } from '../../__tests__/invented-config'
import type { Accepted } from '../../store/store'
import { openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'

let intake: OpenIntake
beforeEach(async () => {
  const destinations = [destinationConfig(), destinationConfig({ name: 'other' })]
  intake = await openIntake(deliveryConfig({ destinations }))
})
afterEach(() => intake.close())

const good = (messageId: string) => ({ type: 'track', event: 'Signed Up', userId: 'ada', messageId })

it('a bad event is kept as failed in each destination of its source, and the rest of its batch is taken', async () => {
  const batch = [good('m1'), { type: 'track', messageId: 'm2', event: 'Signed Up' }, null, good('m4')]
  expect(await intake.send('/v1/batch', { batch })).toMatchObject({ status: 200, body: { success: true } })
  const reason = { code: 'no_user_anon_id', message: 'The event needs a "userId" or an "anonymousId".' }
  const notObject = { code: 'event_not_object', message: 'An event must be an object, not null.' }
  const pending = (destination: string) => ({ destination, subscription: 'Tracks', state: 'pending', lane: 'ada' })
  expect(intake.state.events.map(({ deliveries }) => deliveries)).toEqual([
    [pending('acme'), pending('other')],
    [
      { destination: 'acme', state: 'failed', reason },
      { destination: 'other', state: 'failed', reason }
    ],
    [
      { destination: 'acme', state: 'failed', reason: notObject },
      { destination: 'other', state: 'failed', reason: notObject }
    ],
    [pending('acme'), pending('other')]
  ])
  expect(intake.state.events.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', expect.any(String), 'm4'])
  expect(intake.state.received).toEqual(['shop accepted', 'shop rejected', 'shop rejected', 'shop accepted'])
})

it('an event larger than 32 kB is refused by itself, and kept small in a batch', async () => {
  const large = { ...good('m2'), properties: { text: 'x'.repeat(40_000) } }
  expect(await intake.send('/v1/track', large)).toMatchObject({
    status: 400,
    body: { error: 'The body is larger than 32 kB, packed or unpacked.' }
  })
  expect(await intake.send('/v1/batch', { batch: [good('m1'), large, good('m3')] })).toMatchObject({ status: 200 })
  expect(intake.state.events.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'm3'])
  expect(intake.state.events[1].deliveries[0]).toMatchObject({ state: 'failed', reason: { code: 'event_too_large' } })
  expect(intake.state.events[1].body.length).toBeLessThan(500)
})

it('what the store knows already is counted as that', async () => {
  const outcomes: Accepted[] = ['accepted', 'duplicate', 'conflict', 'duplicate']
  intake.state.accept = async () => outcomes
  const batch = [good('m1'), good('m2'), good('m3'), { type: 'track', messageId: 'm4' }]
  expect(await intake.send('/v1/batch', { batch })).toMatchObject({ status: 200 })
  expect(intake.state.received).toEqual(['shop accepted', 'shop duplicate', 'shop conflict', 'shop duplicate'])
  expect(intake.state.warnings).toEqual([
    {
      values: { source: 'shop', messageId: 'm3' },
      message: 'An event with a known "messageId" and other contents was ignored.'
    }
  ])
})

describe('warnings', () => {
  it('of one kind are written now and then, with how many were not, and without payloads', async () => {
    const send = () => intake.send('/v1/batch', { batch: [{ type: 'track', event: 'Private', userId: 7 }] })
    await send()
    await send()
    await send()
    intake.state.now += 9_999
    await send()
    intake.state.now += 1
    await send()
    const message = 'An event is kept as failed: "userId" and "anonymousId" must be texts that are not empty.'
    expect(intake.state.warnings).toEqual([
      { values: { source: 'shop', code: 'id_not_string' }, message },
      { values: { source: 'shop', code: 'id_not_string', unwritten: 3 }, message }
    ])
  })

  it('of different kinds do not hold back one another', async () => {
    await intake.send('/v1/track', '{"secret')
    await intake.send('/v1/track', {}, {})
    await intake.send('/nothing')
    expect(intake.state.warnings.map(({ values }) => values)).toEqual([
      { status: 400 },
      { status: 401 },
      { status: 404 }
    ])
    expect(JSON.stringify(intake.state.warnings)).not.toContain('secret')
  })
})
