import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { deliveryConfig } from '../../__tests__/invented-config'
import { openIntake } from './open-intake'
import type { OpenIntake } from './open-intake'

let intake: OpenIntake
beforeAll(async () => {
  const sources = [
    { name: 'shop', writeKey: 'shop-key', webhookSecret: 'shop-secret', webhookToken: 'shop-token' },
    { name: 'blog', webhookSecret: 'blog-secret' },
    { name: 'app', writeKey: 'app-key' }
  ]
  intake = await openIntake(deliveryConfig({ sources }))
})
beforeEach(() => intake.reset())
afterAll(() => intake.close())

const sign = (text: string | Buffer, secret = 'shop-secret') => createHmac('sha1', secret).update(text).digest('hex')
const event = { type: 'track', event: 'Signed Up', userId: 'ada', messageId: 'm1' }
const success = { status: 200, body: { success: true } }

describe('an event', () => {
  it.each([
    ['as Segment writes it', JSON.stringify(event)],
    ['with white space', JSON.stringify(event, null, 2)],
    ['with characters of several bytes', JSON.stringify({ ...event, event: 'Größe 密 😀' })],
    ['with escapes', JSON.stringify(event).replace('Signed', '\\u0053igned')]
  ])('%s is taken if its bytes are signed', async (_what, body) => {
    expect(await intake.send('/webhooks/shop', body, { 'x-signature': sign(body) })).toMatchObject(success)
    expect(intake.state.events).toMatchObject([{ source: 'shop', messageId: 'm1' }])
    expect(intake.state.received).toEqual(['shop accepted'])
  })

  const text = JSON.stringify(event)
  it.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['empty', { 'x-signature': '' }],
    ['by another secret', { 'x-signature': sign(text, 'blog-secret') }],
    ['of another body', { 'x-signature': sign(text.replace('ada', 'eve')) }],
    ['too short', { 'x-signature': sign(text).slice(0, 8) }],
    ['in capitals', { 'x-signature': sign(text).toUpperCase() }],
    ['two of them', { 'x-signature': `${sign(text)}, ${sign(text)}` }],
    ['replaced by the token', { 'x-webhook-token': 'shop-token' }],
    ['replaced by the write key', { authorization: `Basic ${Buffer.from('shop-key:').toString('base64')}` }]
  ])('is refused if its signature is %s', async (_what, headers) => {
    const answer = await intake.send('/webhooks/shop', text, headers)
    expect(answer).toMatchObject({ status: 401, body: { error: expect.stringContaining('"X-Signature"') } })
    expect(JSON.stringify(answer.body)).not.toContain('shop-secret')
    expect(intake.state.events).toEqual([])
  })

  it('is unpacked before its signature is checked', async () => {
    const headers = { 'x-signature': sign(text), 'content-encoding': 'gzip' }
    expect(await intake.send('/webhooks/shop', gzipSync(text), headers)).toMatchObject(success)
  })

  it('that is sent again has the same messageId and contents, so the store can ignore it', async () => {
    const notice = JSON.stringify({ type: 'delete', userId: 'ada' })
    await intake.send('/webhooks/shop', notice, { 'x-signature': sign(notice) })
    intake.state.now += 60_000
    await intake.send('/webhooks/shop', notice, { 'x-signature': sign(notice) })
    const [first, second] = intake.state.events.map(({ messageId, fingerprint }) => ({ messageId, fingerprint }))
    expect(second).toEqual(first)
  })
})

describe('a batch', () => {
  const batch = [event, { ...event, messageId: 'm2' }]
  const proof = { 'x-signature': sign(JSON.stringify(event)), 'x-webhook-token': 'shop-token' }

  it.each([
    ['as Segment writes it', JSON.stringify(batch)],
    ['with white space', JSON.stringify(batch, null, 2)]
  ])('%s is taken if its first event is signed, and the token is sent', async (_what, body) => {
    expect(await intake.send('/webhooks/shop', body, proof)).toMatchObject(success)
    expect(intake.state.events.map(({ messageId }) => messageId)).toEqual(['m1', 'm2'])
  })

  it.each<[string, object[], object]>([
    ['without the token', batch, { 'x-webhook-token': undefined }],
    ['with a wrong token', batch, { 'x-webhook-token': 'shop-tokens' }],
    ['without a signature', batch, { 'x-signature': undefined }],
    ['whose first event is another one', [...batch].reverse(), {}],
    ['whose whole text is signed', batch, { 'x-signature': sign(JSON.stringify(batch)) }],
    ['that is empty', [], {}]
  ])('%s is refused', async (_what, sent, headers) => {
    const given = JSON.parse(JSON.stringify({ ...proof, ...headers })) as Record<string, string>
    expect(await intake.send('/webhooks/shop', sent, given)).toMatchObject({ status: 401 })
    expect(intake.state.events).toEqual([])
  })

  it('is refused by a source without a token', async () => {
    const headers = { 'x-signature': sign(JSON.stringify(event), 'blog-secret'), 'x-webhook-token': '' }
    expect(await intake.send('/webhooks/blog', batch, headers)).toMatchObject({
      status: 401,
      body: { error: expect.stringContaining('"webhookToken"') }
    })
  })

  it.each<[string, unknown]>([
    ['more than 2,500 events', Array(2501).fill(event)],
    ['a first event that is nested too deep', `[${'['.repeat(50_000)}${']'.repeat(50_000)}]`]
  ])('with %s is refused', async (_what, sent) => {
    expect(await intake.send('/webhooks/shop', sent, proof)).toMatchObject({ status: 400 })
  })

  it('may be larger than one of the Tracking API', async () => {
    const large = [event, ...Array.from({ length: 40 }, () => ({ ...event, text: 'x'.repeat(40_000) }))]
    expect(await intake.send('/webhooks/shop', large, proof)).toMatchObject(success)
    expect(intake.state.events).toHaveLength(41)
  })
})

describe('nothing is taken', () => {
  it.each([
    ['for a source that is not in the config', '/webhooks/other'],
    ['for a source without a secret', '/webhooks/app'],
    ['without a source', '/webhooks/'],
    ['below a source', '/webhooks/shop/more'],
    ['for a property of all objects', '/webhooks/__proto__']
  ])('%s', async (_what, path) => {
    const body = JSON.stringify(event)
    expect(await intake.send(path, body, { 'x-signature': sign(body, '') })).toMatchObject({ status: 404 })
    expect(intake.state.events).toEqual([])
  })

  it('that is no JSON, even if it is signed', async () => {
    expect(await intake.send('/webhooks/shop', '{', { 'x-signature': sign('{') })).toMatchObject({ status: 400 })
  })
})
