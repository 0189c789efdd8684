import type { Field } from '@partner-destinations/server/wire'
import type { Server } from '@partner-destinations/server'
import { findDestination, startServer, talkTo } from '../../../test/local-server'
import { samplesFor } from '../../event/samples'
import type { Json, JsonObject } from '../../json/json'
import { isExchange, preview, send } from '../../server/server'
import { notSent } from '../not-sent'
import { exchange } from './steps'

const field = (rest: Partial<Field> = {}): Field => ({ label: 'Field', type: 'string', ...rest })

function isLeftOut(value: Json, body: JsonObject | string, rest: Partial<Field> = {}, path = 'new'): boolean {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return notSent({ mine: value }, [exchange(200, text, path)], { mine: field(rest) }).length > 0
}

describe('a mapped value', () => {
  it.each<[Json, JsonObject | string]>([
    ['a-b', { id: 'a-b' }],
    [' Jane@Example.com ', { email: 'jane@example.com' }],
    [42, { id: '42' }],
    ['42', { id: 42 }],
    ['Jane van Kim', { first: 'Jane', last: 'van Kim' }],
    ['+1 (555) 010-0100', { phone: '15550100100' }],
    ['2026-03-14T09:26:53.589Z', { time: 1773480413589 }],
    ['2026-03-14T09:26:53Z', { time: 1773480413 }],
    ['2026-03-14', { time: '2026-03-14T00:00:00.000Z' }],
    ['usd', { price: 'USD 18.99' }],
    ['en-US', { language: 'en' }],
    [['a', 'b'], { tags: 'a,b' }],
    [{ plan: 'pro' }, { attributes: [{ deep: { plan: 'pro' } }] }],
    [{ color: 'blue' }, { query: '{"color":"blue"}' }],
    ['a-b', 'id=a-b&x=1'],
    ['United States', { mine: 'US' }],
    ['United States', { Mi_ne: 'US' }],
    ['', {}],
    [true, {}],
    [null, {}]
  ])('%j is in the request %j', (value, body) => {
    expect(isLeftOut(value, body)).toBe(false)
  })

  it.each(['new?id=a-b', 'users/a-b', 'users/a%2Db'])('is in a request to /%s', (path) => {
    expect(isLeftOut('a-b', '', {}, path)).toBe(false)
  })

  it.each<[Json, JsonObject | string]>([
    ['a-b', {}],
    ['a-b', 'no JSON'],
    ['jane', { email: 'jane@example.com' }],
    ['a-b', { mine: null }],
    ['a-b', { mine: '' }],
    ['en-US', { text: '' }],
    ['user-1', { text: 'user' }],
    [7, { id: 77 }],
    ['Jane Kim', { first: 'Jane' }],
    ['2026-03-14', { time: '2026-03-15' }]
  ])('%j is not in the request %j', (value, body) => {
    expect(isLeftOut(value, body)).toBe(true)
  })

  it.each<[string, Partial<Field>]>([
    ['a choice', { choices: ['a-b'] }],
    ['hidden', { unsafe_hidden: true }]
  ])('that is %s is no data of the event', (_what, rest) => {
    expect(isLeftOut('a-b', {}, rest)).toBe(false)
  })

  it('in an object is named by its path', () => {
    const fields = { properties: field({ type: 'object' }) }
    const left = notSent(
      { properties: { a: 'x', list: ['y', 'z'] } },
      [exchange(200, '{"a":"x","list":["z"]}')],
      fields
    )
    expect(left).toEqual([{ path: 'properties.list.0', value: 'y', field: fields.properties }])
  })

  it('is not looked for when nothing was sent', () => {
    expect(notSent({ mine: 'a-b' }, [], { mine: field() })).toEqual([])
  })
})

describe('of the samples', () => {
  let server: Server

  beforeAll(async () => {
    server = await startServer()
    talkTo(server)
  })

  afterAll(() => server.stop())

  it.each<[string, string[]]>([
    // Refersion takes letters and digits only, and the names of the samples' users have a hyphen.
    ['refersion', ['unique_merchant_id']],
    // An anonymous ID is there for events without a user ID.
    ['wigzo', ['anonymousId']],
    ['wishpond', []]
  ])('%s leaves out nothing but %j', async (folder, expected) => {
    const destination = await findDestination(folder)
    const { demoSettings: settings, manifest } = destination
    const left = new Set<string>()
    for (const { event } of samplesFor(destination).flatMap(({ samples }) => samples)) {
      if (Array.isArray(event)) continue
      const call = { folder, action: 'event', payload: event, settings }
      const previews = await preview(call)
      const steps = await send(call)
      for (const one of previews) {
        if (!('action' in one)) continue
        const exchanges = steps.filter(isExchange).filter(({ preset }) => preset === one.preset)
        for (const { path } of notSent(one.payload, exchanges, manifest.actions[one.action].fields)) left.add(path)
      }
    }
    expect([...left]).toEqual(expected)
  })
})
