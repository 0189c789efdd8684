import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { emails, times } from '../../real-life/samples'

const outcomeOf = useOutcomes()

it.each<[string, (email: string) => JSONObject]>([
  ['the traits', (email) => ({ traits: { name: 'Peter Gibbons', email } })],
  ["the context's traits", (email) => ({ traits: { name: 'Peter Gibbons' }, context: { traits: { email } } })]
])('Wigzo gets an email in %s without the blanks around it', async (_place, members) => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given, right }) => {
      const { bodies, failure } = await outcomeOf('wigzo', { type: 'identify', userId: 'u1', ...members(given) })

      expect(failure).toBeUndefined()
      expect(bodies.map(({ email }) => email)).toEqual([right])
    }),
    { numRuns: 300 }
  )
})

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
    { numRuns: 500 }
  )
})

it.each([
  [{ type: 'identify', traits: [] }, { userId: expect.any(String) }],
  [{ type: 'page', properties: [] }, { eventName: 'view' }],
  [
    { type: 'track', event: 'Signed Up', properties: [] },
    { eventName: 'Signed Up', eventval: {} }
  ]
])('Wigzo takes %j', async (event, body) => {
  const { bodies } = await outcomeOf('wigzo', { ...event, userId: 'u1' })

  expect(bodies).toEqual([expect.objectContaining(body)])
})
