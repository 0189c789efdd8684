import { CoreEventFactory } from '@segment/analytics-core'
import type { JsonObject } from '../../../json/json'
import { eventsOfCalls, inventedAnonymousId } from '../analytics-call'
import type { AnalyticsCall, EventMethod } from '../analytics-call'

const { resolveAliasArguments, resolveArguments, resolvePageArguments, resolveUserArguments } = jest.requireActual<
  typeof import('@segment/analytics-next/dist/types/core/arguments-resolver')
>('@segment/analytics-next/dist/cjs/core/arguments-resolver')
const factory = new (class extends CoreEventFactory {})({ createMessageId: () => 'made' })

type AnyFunction = (...args: unknown[]) => unknown

/** How analytics.js tells the arguments of each call apart. */
const resolvers = {
  identify: resolveUserArguments({ id: () => undefined } as never),
  group: resolveUserArguments({ id: () => undefined } as never),
  track: resolveArguments,
  page: resolvePageArguments,
  screen: resolvePageArguments,
  alias: resolveAliasArguments
} as unknown as Record<EventMethod, AnyFunction>

/** The event that analytics.js itself makes of a call. */
function fromLibrary(method: EventMethod, args: unknown[]): object {
  const parts = resolvers[method](...structuredClone(args)) as unknown[]
  const event = (factory[method] as AnyFunction).apply(factory, parts)
  return JSON.parse(JSON.stringify(event)) as object
}

/** Without what analytics.js invents, and empty objects that say nothing. */
function plain(event: object): object {
  const { timestamp, messageId, anonymousId, ...rest } = event as JsonObject
  const own = { ...rest, ...(timestamp === given.timestamp && { timestamp }) }
  const entries = Object.entries({ ...own, ...(messageId === given.messageId && { messageId }) })
  const kept = entries.filter(
    ([key, value]) => !['context', 'integrations'].includes(key) || JSON.stringify(value) !== '{}'
  )
  return { ...Object.fromEntries(kept), ...(anonymousId === given.anonymousId && { anonymousId }) }
}

const traits = { email: 'jane@example.com', plan: { name: 'pro' } }
const given = { timestamp: '2026-03-14T09:26:53.589Z', messageId: 'mine', anonymousId: 'anon-1' }
const options = { integrations: { All: false, Wigzo: true }, context: { ip: '0.0.0.0' }, ...given, campaign: 'summer' }

describe('a call of analytics.js makes the event that analytics.js makes of it', () => {
  it.each<[EventMethod, AnalyticsCall['args']]>([
    ['identify', ['u']],
    ['identify', [42, traits]],
    ['identify', ['u', traits, options]],
    ['identify', ['u', traits, undefined, undefined]],
    ['identify', [traits]],
    ['identify', [traits, options]],
    ['identify', [null, traits, options]],
    ['identify', [undefined, traits]],
    ['identify', ['u', null, options]],
    ['identify', ['u', traits, { campaign: 'summer' }]],
    ['track', ['Signed Up']],
    ['track', ['Signed Up', traits]],
    ['track', ['Signed Up', traits, options]],
    ['track', ['Signed Up', undefined, options]],
    ['track', ['Signed Up', null, options]],
    ['track', [{ event: 'Signed Up', properties: traits }]],
    ['track', [{ event: 'Signed Up' }, options]],
    ['page', []],
    ['page', ['Home']],
    ['page', ['Docs', 'Home']],
    ['page', [traits]],
    ['page', [traits, options]],
    ['page', ['Home', traits]],
    ['page', ['Home', traits, options]],
    ['page', ['Docs', 'Home', traits, options]],
    ['page', ['Docs', 'Home', undefined, options]],
    ['page', [undefined, 'Home', traits]],
    ['page', [null, 'Home']],
    ['page', [undefined]],
    ['screen', ['Docs', 'Home', traits, options]],
    ['screen', ['Home', traits]],
    ['group', ['g', traits, options]],
    ['group', [7, traits]],
    ['group', [traits]],
    ['alias', ['new', 'old', options]],
    ['alias', ['new', options]],
    ['alias', [7, 8]]
  ])('%s%j', (method, args) => {
    expect(plain(eventsOfCalls([{ method, args }])[0])).toEqual(plain(fromLibrary(method, args)))
  })
})

describe('a call of a library for servers', () => {
  it.each<[EventMethod, JsonObject]>([
    ['identify', { userId: 'u', traits }],
    ['track', { anonymousId: 'a', event: 'Signed Up', properties: traits, timestamp: given.timestamp }],
    ['page', { userId: 'u', category: 'Docs', name: 'Home', properties: {}, integrations: { All: true } }],
    ['screen', { userId: 'u', name: 'Home' }],
    ['group', { userId: 'u', groupId: 'g', traits }],
    ['alias', { userId: 'new', previousId: 'old' }]
  ])('is the event: %s(%j)', (method, event) => {
    expect(eventsOfCalls([{ method, args: [event] }])).toEqual([{ type: method, ...event }])
  })

  it('is told from traits, which have other keys', () => {
    const own = { userId: 'u', email: 'jane@example.com' }
    expect(eventsOfCalls([{ method: 'identify', args: [own] }])).toMatchObject([{ traits: own }])
  })
})

describe('calls in a row', () => {
  it('are of the user who was identified before', () => {
    const calls: AnalyticsCall[] = [
      { method: 'page', args: [] },
      { method: 'identify', args: ['u'] },
      { method: 'track', args: ['Signed Up'] },
      { method: 'identify', args: [traits] },
      { method: 'group', args: ['g'] },
      { method: 'identify', args: ['other'] },
      { method: 'page', args: ['Home'] }
    ]
    const users = eventsOfCalls(calls).map(({ userId, anonymousId }) => userId ?? anonymousId)
    expect(users).toEqual([inventedAnonymousId, 'u', 'u', 'u', 'u', 'other', 'other'])
  })
})
