import fc from 'fast-check'
import { useOutcomes } from '../outcome'
import { countries } from '../samples'

const CASES = 300

const outcomeOf = useOutcomes()

it('Refersion gets the code of a country on its list, and the affiliate without a country that is not', async () => {
  await fc.assert(
    fc.asyncProperty(countries, async ({ given, right }) => {
      const traits = { name: 'Jane Kim', email: 'jane@example.com', address: { country: given as string } }
      const { bodies, failure } = await outcomeOf('refersion', { type: 'identify', userId: 'u1', traits })

      expect(failure).toBeUndefined()
      expect(bodies.map(({ country }) => country)).toEqual([right])
    }),
    { numRuns: CASES }
  )
})
