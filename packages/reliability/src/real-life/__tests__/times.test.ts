import fc from 'fast-check'
import { useOutcomes } from '../outcome'
import { times } from '../samples'

const CASES = 500

const outcomeOf = useOutcomes()

it.each([
  ['createdAt', 'createdAt'],
  ['created_at', 'createdAt'],
  ['updatedAt', 'updatedAt'],
  ['updated_at', 'updatedAt']
])('Wigzo gets the time in %s in UTC, and the person without it when it is none', async (trait, name) => {
  await fc.assert(
    fc.asyncProperty(times, async ({ given, right }) => {
      const traits = { email: 'jane@example.com', [trait]: given as string }
      const { bodies, failure } = await outcomeOf('wigzo', { type: 'identify', userId: 'u1', traits })

      expect(failure).toBeUndefined()
      expect(bodies).toEqual([expect.objectContaining({ email: 'jane@example.com' })])
      expect(bodies[0][name]).toBe(right)
      // What is no date does not go out under the name of the trait either.
      if (right === undefined) expect(JSON.stringify(bodies[0])).not.toContain(trait)
    }),
    { numRuns: CASES }
  )
})

it('Wishpond gets the time of an event in UTC, and an event is refused before any request when it is none', async () => {
  await fc.assert(
    fc.asyncProperty(times, async ({ given, right }) => {
      const event = { type: 'track', event: 'Signed Up', userId: 'u1', timestamp: given as string }
      const { bodies, failure } = await outcomeOf('wishpond', event)

      expect(bodies.map(({ timestamp }) => timestamp)).toEqual(right === undefined ? [] : [right])
      if (right === undefined) expect(failure).toMatchObject({ status: 400, retry: false })
      else expect(failure).toBeUndefined()
    }),
    { numRuns: CASES }
  )
})

it("the times in a lead's traits go to Wishpond as they are", async () => {
  await fc.assert(
    fc.asyncProperty(times, async ({ given }) => {
      const traits = { createdAt: given as string }
      const { bodies } = await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits })

      expect(bodies).toEqual([expect.objectContaining({ attributes: { created_at: given } })])
    }),
    { numRuns: CASES }
  )
})
