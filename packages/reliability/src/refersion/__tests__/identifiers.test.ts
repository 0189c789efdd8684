import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { ids } from '../../real-life/samples'

const CASES = 200

const outcomeOf = useOutcomes()

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
