import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { ids, placeholderIds } from '../../real-life/samples'

const CASES = 200

const outcomeOf = useOutcomes()

const anonymousId = 'a1b2'

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
