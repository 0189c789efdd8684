import { toWigzoUserId } from '@partner-destinations/destination-actions/destinations/wigzo/user-id'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { ids, placeholderIds } from '../../real-life/samples'

const CASES = 200

const outcomeOf = useOutcomes()

const anonymousId = 'a1b2'

const events: { name: string; event: JSONObject }[] = [
  { name: 'an identify', event: { type: 'identify', traits: { plan: 'Startup' } } },
  { name: 'a page', event: { type: 'page', name: 'Home' } },
  { name: 'an event of any name', event: { type: 'track', event: 'Signed Up' } },
  { name: 'a viewed product', event: { type: 'track', event: 'Product Viewed', properties: { product_id: '40' } } },
  { name: 'an added product', event: { type: 'track', event: 'Product Added', properties: { product_id: '40' } } }
]

describe.each(events)('Wigzo, $name', ({ event }) => {
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
