import type { JSONObject, JSONValue } from '@segment/actions-core'
import { takeEvent, takeWebhookEvent } from '../event'
import { timestampOf } from '../timestamps'

const receivedAt = Date.parse('2026-03-01T12:00:00.000Z')
const take = (event: JSONObject, envelope = {}) => takeEvent(event, { receivedAt, ...envelope })
const track = (fields: JSONObject = {}): JSONObject => ({ type: 'track', event: 'Signed Up', userId: 'ada', ...fields })

describe('the timestamp is', () => {
  it.each<[string, object, string]>([
    ['when it was received, without a time of the event', {}, '2026-03-01T12:00:00.000Z'],
    ['when it was received, if only sentAt is known', { sentAt: '2020-01-01T00:00:00Z' }, '2026-03-01T12:00:00.000Z'],
    [
      'that of the event, without sentAt',
      { originalTimestamp: '2026-02-01T10:00:00.500Z' },
      '2026-02-01T10:00:00.500Z'
    ],
    [
      'corrected by an hour that the sender is late',
      { originalTimestamp: '2026-03-01T10:50:00Z', sentAt: '2026-03-01T11:00:00Z' },
      '2026-03-01T11:50:00.000Z'
    ],
    [
      'corrected by a year that the sender is early',
      { originalTimestamp: '2027-03-01T11:59:59Z', sentAt: '2027-03-01T12:00:00Z' },
      '2026-03-01T11:59:59.000Z'
    ],
    ['in UTC, without a zone', { originalTimestamp: '2026-02-01T10:00:00' }, '2026-02-01T10:00:00.000Z'],
    ['in UTC, whatever its zone', { originalTimestamp: '2026-02-01T10:00:00+02:00' }, '2026-02-01T08:00:00.000Z'],
    [
      'in UTC, with a zone without a colon',
      { originalTimestamp: '2026-02-01T10:00:00-0130' },
      '2026-02-01T11:30:00.000Z'
    ],
    ['cut to milliseconds', { originalTimestamp: '2026-02-01T10:00:00.123456Z' }, '2026-02-01T10:00:00.123Z'],
    ['midnight of a date', { originalTimestamp: '2026-02-01' }, '2026-02-01T00:00:00.000Z'],
    ['when it was received, for no date', { originalTimestamp: 'yesterday' }, '2026-03-01T12:00:00.000Z'],
    ['when it was received, for a day that is none', { originalTimestamp: '2026-02-41' }, '2026-03-01T12:00:00.000Z'],
    ['when it was received, for a number', { originalTimestamp: 1767225600000 }, '2026-03-01T12:00:00.000Z'],
    [
      'when it was received, if the correction leads beyond all years',
      { originalTimestamp: '0001-01-01T00:00:00Z', sentAt: '9999-01-01T00:00:00Z' },
      '2026-03-01T12:00:00.000Z'
    ]
  ])('%s', (_what, times, expected) => {
    expect(timestampOf(times, receivedAt)).toBe(expected)
  })
})

describe('an event is completed', () => {
  it('with everything that Segment adds, and without what is only for the way', () => {
    const sent = track({
      writeKey: 'shop-key',
      messageId: 'm1',
      timestamp: '2026-03-01T10:50:00Z',
      sentAt: '2026-03-01T11:00:00Z',
      receivedAt: '1999-01-01T00:00:00Z',
      version: 7,
      properties: { plan: 'pro' },
      integrations: { All: true },
      _metadata: { bundled: ['Segment.io'] }
    })
    expect(JSON.parse(take(sent).body)).toEqual({
      type: 'track',
      event: 'Signed Up',
      userId: 'ada',
      messageId: 'm1',
      originalTimestamp: '2026-03-01T10:50:00Z',
      sentAt: '2026-03-01T11:00:00Z',
      receivedAt: '2026-03-01T12:00:00.000Z',
      timestamp: '2026-03-01T11:50:00.000Z',
      version: 2,
      properties: { plan: 'pro' },
      integrations: { All: true },
      _metadata: { bundled: ['Segment.io'] }
    })
  })

  it.each<[string, JSONObject, object]>([
    ['its own sentAt before that of the batch', { sentAt: '2026-03-01T12:00:00Z' }, { sentAt: '2020-01-01T00:00:00Z' }],
    ['the sentAt of the batch', {}, { sentAt: '2026-03-01T12:00:00Z' }]
  ])('by %s', (_what, fields, envelope) => {
    const { event } = take(track({ timestamp: '2026-03-01T11:00:00Z', ...fields }), envelope)
    expect(event).toMatchObject({ sentAt: '2026-03-01T12:00:00Z', timestamp: '2026-03-01T11:00:00.000Z' })
  })

  it('by the time that a mobile library calls originalTimestamp', () => {
    const { event } = take(track({ originalTimestamp: '2026-02-01T00:00:00Z', timestamp: '2026-02-02T00:00:00Z' }))
    expect(event).toMatchObject({ originalTimestamp: '2026-02-01T00:00:00Z', timestamp: '2026-02-01T00:00:00.000Z' })
  })

  it.each<[string, JSONObject]>([
    ['missing', track()],
    ['null', track({ messageId: null })]
  ])('with a random messageId if it is %s', (_what, sent) => {
    const [first, second] = [take(sent), take(sent)]
    expect(first.messageId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(first.messageId).not.toBe(second.messageId)
    expect(JSON.parse(first.body).messageId).toBe(first.messageId)
    expect(first.body.match(/"messageId"/g)).toHaveLength(1)
  })

  it.each<[string, JSONObject]>([
    [
      'usual',
      track({ messageId: 'm1', timestamp: '2026-03-01T10:50:00Z', _metadata: {}, context: { ip: '192.0.2.1' } })
    ],
    ['almost empty', { type: 'page', userId: 'ada' }],
    ['hostile', JSON.parse('{"type":"page","userId":"a\\u0000\\ud800","__proto__":{"polluted":1},"constructor":{}}')]
  ])('so that its text says what the router sees, if it is %s', (_what, sent) => {
    const { event, body } = take(sent)
    expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(event)))
  })
})

describe('the fingerprint', () => {
  const sent = track({ messageId: 'm1', timestamp: '2026-03-01T10:50:00Z', properties: { a: 1 } })
  const { fingerprint } = take(sent)

  it.each<[string, JSONObject, object]>([
    ['sentAt', { sentAt: '2026-03-01T11:00:00Z' }, {}],
    ['the number of retries', { _metadata: { retryCount: 2 } }, {}],
    ['the write key', { writeKey: 'shop-key' }, {}],
    ['the time of arrival', {}, { receivedAt: receivedAt + 1000 }],
    ['the sentAt of the batch', {}, { sentAt: '2026-03-01T11:00:00Z' }]
  ])('does not change with %s', (_what, fields, envelope) => {
    expect(take({ ...sent, ...fields }, envelope).fingerprint).toBe(fingerprint)
  })

  it.each<[string, JSONObject, object]>([
    ['a property', { properties: { a: 2 } }, {}],
    ['the time of the event', { timestamp: '2026-03-01T10:50:01Z' }, {}],
    ['the type', {}, { type: 'identify' }],
    ['the context of the batch', {}, { context: { ip: '192.0.2.1' } }]
  ])('changes with %s', (_what, fields, envelope) => {
    expect(take({ ...sent, ...fields }, envelope).fingerprint).not.toBe(fingerprint)
  })
})

describe('an event of the Tracking API is kept as failed', () => {
  it.each<[string, JSONValue, string]>([
    ['without a type', { userId: 'ada' }, 'unknown_type'],
    ['of an unknown type', track({ type: 'purchase' }), 'unknown_type'],
    ['that deletes', track({ type: 'delete' }), 'unknown_type'],
    ['without a user', { type: 'page' }, 'no_user_anon_id'],
    ['with users that are null', { type: 'page', userId: null, anonymousId: null }, 'no_user_anon_id'],
    ['with a number as user', track({ userId: 1 }), 'id_not_string'],
    ['with an empty user', track({ userId: '', anonymousId: 'a1' }), 'id_not_string'],
    ['with a visitor that is no text', track({ anonymousId: {} }), 'id_not_string'],
    ['that is a track event without a name', track({ event: null }), 'event_not_defined'],
    ['that is a track event with an empty name', track({ event: '' }), 'event_not_defined'],
    ['that is a track event whose name is a number', track({ event: 7 }), 'event_not_string'],
    ['whose properties are a list', track({ properties: [] }), 'properties_not_object'],
    ['whose traits are a text', track({ traits: 'none' }), 'traits_not_object'],
    ['that is a page with an empty name', { type: 'page', userId: 'ada', name: '' }, 'name_not_string'],
    [
      'that is a screen whose category is a number',
      { type: 'screen', userId: 'ada', category: 1 },
      'category_not_string'
    ],
    ['with an empty messageId', track({ messageId: '' }), 'message_id_invalid'],
    ['with a messageId of 101 characters', track({ messageId: 'm'.repeat(101) }), 'message_id_invalid'],
    ['with NUL in its messageId', track({ messageId: 'm\0' }), 'message_id_invalid'],
    ['with half a character in its messageId', track({ messageId: 'm\ud83d' }), 'message_id_invalid'],
    ['with a number as messageId', track({ messageId: 1 }), 'message_id_invalid'],
    ['that is null', null, 'event_not_object'],
    ['that is a text', 'track', 'event_not_object'],
    ['that is a list', [track()], 'event_not_object']
  ])('%s', (_what, sent, code) => {
    const { problem, messageId } = takeEvent(sent, { receivedAt })
    expect(problem?.code).toBe(code)
    expect(problem?.message).toMatch(/^[^{}]+\.$/)
    expect(messageId.length).toBeLessThanOrEqual(100)
  })

  it('whole, so that it can be corrected', () => {
    const { body } = take({ type: 'page', messageId: 'm1', properties: { path: '/' } })
    expect(JSON.parse(body)).toMatchObject({ type: 'page', messageId: 'm1', properties: { path: '/' } })
  })

  const deep = (levels: number) => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels)) as JSONObject

  it.each<[string, JSONObject, object, string]>([
    ['of more than 32 kB', track({ messageId: 'm1', properties: { text: 'x'.repeat(33_000) } }), {}, 'event_too_large'],
    ['of 12,000 letters of 3 bytes', track({ messageId: 'm1', name: '密'.repeat(12_000) }), {}, 'event_too_large'],
    [
      'that the context of its batch makes too large',
      track({ messageId: 'm1' }),
      { context: { text: 'x'.repeat(33_000) } },
      'event_too_large'
    ],
    ['of 101 levels', track({ messageId: 'm1', properties: deep(100) }), {}, 'event_too_deep'],
    ['of 100,000 levels', track({ messageId: 'm1', properties: deep(100_000) }), {}, 'event_too_deep']
  ])('and cut down to its ids, if it is one %s', (_what, sent, envelope, code) => {
    const { problem, messageId, body } = take(sent, { ...envelope, type: 'track' })
    expect(problem?.code).toBe(code)
    expect(messageId).toBe('m1')
    const kept = JSON.parse(body)
    expect(kept).toMatchObject({ event: 'Signed Up', userId: 'ada', messageId: 'm1' })
    expect(kept.properties).toBeUndefined()
    expect(body.length).toBeLessThan(500)
  })

  it('not with 100 levels, nor with 32 kB', () => {
    expect(take(track({ properties: deep(99) })).problem).toBeUndefined()
    expect(take(track({ messageId: 'm1', properties: { text: 'x'.repeat(32_500) } })).problem).toBeUndefined()
  })
})

describe('an event of a webhook', () => {
  const take = (event: JSONValue) => takeWebhookEvent(event, receivedAt)

  it('is as Segment completed it', () => {
    const sent = {
      ...track({ messageId: 'm1', channel: 'client', version: 2, projectId: 'p1' }),
      receivedAt: '2026-03-01T11:59:00.000Z',
      sentAt: '2026-03-01T11:58:00.000Z',
      originalTimestamp: '2026-03-01T11:57:00.000Z',
      timestamp: '2026-03-01T11:58:00.000Z'
    }
    expect(take(sent)).toMatchObject({ messageId: 'm1', event: sent })
    expect(take(sent).problem).toBeUndefined()
    expect(JSON.parse(take(sent).body)).toEqual(sent)
  })

  it('gets the times and the messageId that it lacks, and the same ones again', () => {
    const sent = { type: 'delete', userId: 'ada' }
    expect(take(sent).messageId).toMatch(/^webhook-[\w-]{43}$/)
    expect(take(sent).messageId).toBe(take({ ...sent }).messageId)
    expect(take(sent).messageId).not.toBe(take({ ...sent, userId: 'bob' }).messageId)
    expect(JSON.parse(take(sent).body)).toEqual({
      ...sent,
      messageId: take(sent).messageId,
      receivedAt: '2026-03-01T12:00:00.000Z',
      timestamp: '2026-03-01T12:00:00.000Z'
    })
  })

  it.each<[JSONValue, string]>([
    [1, 'event_not_object'],
    [{ messageId: 'm1', text: 'x'.repeat(66_000) }, 'event_too_large'],
    [JSON.parse('{"a":'.repeat(200) + '1' + '}'.repeat(200)) as JSONObject, 'event_too_deep']
  ])('is kept as failed, and small, if it is unusable', (sent, code) => {
    expect(take(sent).problem?.code).toBe(code)
    expect(take(sent).body.length).toBeLessThan(500)
  })
})
