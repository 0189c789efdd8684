import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { emails } from '../../real-life/samples'

const CASES = 300

const outcomeOf = useOutcomes()

it.each<[string, (email: string) => JSONObject]>([
  ['the traits', (email) => ({ traits: { name: 'Peter Gibbons', email } })],
  ['the event itself', (email) => ({ email, traits: { name: 'Peter Gibbons' } })],
  ["the context's traits", (email) => ({ traits: { name: 'Peter Gibbons' }, context: { traits: { email } } })]
])('Refersion gets an email in %s without the blanks around it', async (_place, members) => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given, right }) => {
      const { bodies, failure } = await outcomeOf('refersion', { type: 'identify', userId: 'u1', ...members(given) })

      expect(failure).toBeUndefined()
      expect(bodies.map(({ email }) => email)).toEqual([right])
    }),
    { numRuns: CASES }
  )
})

it('Refersion gets the email of PayPal without the blanks around it', async () => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given, right }) => {
      const traits = { name: 'Peter Gibbons', email: 'peter@example.com', paypal: given }
      const mapping = { paypal_email: { '@path': '$.traits.paypal' } }
      const { bodies } = await outcomeOf('refersion', { type: 'identify', userId: 'u1', traits }, { mapping })

      expect(bodies.map(({ paypal_email }) => paypal_email)).toEqual([right])
    }),
    { numRuns: CASES }
  )
})
