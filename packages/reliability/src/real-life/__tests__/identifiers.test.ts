import { toWigzoUserId } from '@partner-destinations/destination-actions/src/destinations/wigzo/user-id'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { useOutcomes } from '../outcome'
import { ids, placeholderIds } from '../samples'

const CASES = 200

const outcomeOf = useOutcomes()

const anonymousId = 'a1b2'

const wigzoEvents: { name: string; event: JSONObject }[] = [
  { name: 'an identify', event: { type: 'identify', traits: { plan: 'Startup' } } },
  { name: 'a page', event: { type: 'page', name: 'Home' } },
  { name: 'an event of any name', event: { type: 'track', event: 'Signed Up' } },
  { name: 'a viewed product', event: { type: 'track', event: 'Product Viewed', properties: { product_id: '40' } } },
  { name: 'an added product', event: { type: 'track', event: 'Product Added', properties: { product_id: '40' } } }
]

describe.each(wigzoEvents)('Wigzo, $name', ({ event }) => {
  it('goes under the user id, or under the anonymous id when the user id is a placeholder', async () => {
    await fc.assert(
      fc.asyncProperty(ids, async ({ given, right }) => {
        const { bodies, failure } = await outcomeOf('wigzo', { ...event, userId: given as string, anonymousId })

        expect(failure).toBeUndefined()
        expect(bodies).toEqual([expect.objectContaining({ userId: toWigzoUserId(right ?? anonymousId) })])
        expect(bodies[0].customer_id).toBe(event.type === 'identify' ? right : undefined)
      }),
      { numRuns: CASES }
    )
  })

  it('is refused before any request when both are placeholders', async () => {
    await fc.assert(
      fc.asyncProperty(placeholderIds, placeholderIds, async (userId, anonymous) => {
        const ofNobody = { ...event, userId: userId as string, anonymousId: anonymous as string }
        const { bodies, failure } = await outcomeOf('wigzo', ofNobody)

        expect(bodies).toEqual([])
        expect(failure).toMatchObject({ status: 400, retry: false })
      }),
      { numRuns: CASES }
    )
  })
})

it('Wishpond, an identify goes under the user id, and is refused before any request when that is a placeholder', async () => {
  await fc.assert(
    fc.asyncProperty(ids, async ({ given, right }) => {
      const event = { type: 'identify', userId: given as string, anonymousId, traits: { plan: 'Startup' } }
      const { bodies, failure } = await outcomeOf('wishpond', event)

      expect(bodies.map(({ cid }) => cid)).toEqual(right === undefined ? [] : [right])
      expect(failure?.status).toBe(right === undefined ? 400 : undefined)
    }),
    { numRuns: CASES }
  )
})

it('Wishpond, an event goes under the user id, or under the anonymous id when the user id is a placeholder', async () => {
  await fc.assert(
    fc.asyncProperty(ids, async ({ given, right }) => {
      const event = { type: 'track', event: 'Signed Up', userId: given as string, anonymousId }
      const { bodies, failure } = await outcomeOf('wishpond', event)

      expect(failure).toBeUndefined()
      expect(bodies.map(({ cid }) => cid)).toEqual([right ?? anonymousId])
    }),
    { numRuns: CASES }
  )
})

it('Wishpond, an event is refused before any request when both are placeholders', async () => {
  await fc.assert(
    fc.asyncProperty(placeholderIds, placeholderIds, async (userId, anonymous) => {
      const event = { type: 'track', event: 'Signed Up', userId: userId as string, anonymousId: anonymous as string }
      const { bodies, failure } = await outcomeOf('wishpond', event)

      expect(bodies).toEqual([])
      expect(failure).toMatchObject({ status: 400, retry: false })
    }),
    { numRuns: CASES }
  )
})

it("Refersion gets the user id as the merchant's own id, unless it is a placeholder or not alphanumeric", async () => {
  await fc.assert(
    fc.asyncProperty(ids, async ({ given, right }) => {
      const traits = { name: 'Jane Kim', email: 'jane@example.com' }
      const { bodies, failure } = await outcomeOf('refersion', { type: 'identify', userId: given as string, traits })

      expect(failure).toBeUndefined()
      expect(bodies.map(({ unique_merchant_id }) => unique_merchant_id)).toEqual([
        right !== undefined && /^[a-z0-9]+$/i.test(right) ? right : undefined
      ])
    }),
    { numRuns: CASES }
  )
})
