import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { emails, nonObjects, times } from '../../real-life/samples'

const outcomeOf = useOutcomes()

it('Wishpond gets the time of an event in UTC, and an event is refused before any request when it is none', async () => {
  await fc.assert(
    fc.asyncProperty(times, async ({ given, right }) => {
      const event = { type: 'track', event: 'Signed Up', userId: 'u1', timestamp: given as string }
      const { bodies, failure } = await outcomeOf('wishpond', event)

      expect(bodies.map(({ timestamp }) => timestamp)).toEqual(right === undefined ? [] : [right])
      if (right === undefined) expect(failure).toMatchObject({ status: 400, retry: false })
      else expect(failure).toBeUndefined()
    }),
    { numRuns: 500 }
  )
})

it("the times in a lead's traits go to Wishpond as they are", async () => {
  await fc.assert(
    fc.asyncProperty(times, async ({ given }) => {
      const traits = { createdAt: given as string }
      const { bodies } = await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits })

      expect(bodies).toEqual([expect.objectContaining({ attributes: { created_at: given } })])
    }),
    { numRuns: 500 }
  )
})

it("the email in a lead's traits goes to Wishpond as it is", async () => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given }) => {
      const { bodies } = await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits: { email: given } })

      expect(bodies).toEqual([expect.objectContaining({ attributes: { email: given } })])
    }),
    { numRuns: 300 }
  )
})

it.each([
  [
    { type: 'identify', traits: [] },
    { cid: 'u1', attributes: {} }
  ],
  [
    { type: 'track', event: 'Signed Up', properties: [] },
    { event: 'Signed Up', properties: {} }
  ]
])('Wishpond takes %j', async (event, body) => {
  const { bodies } = await outcomeOf('wishpond', { ...event, userId: 'u1' })

  expect(bodies).toEqual([expect.objectContaining(body)])
})

it.each([...nonObjects, 0, false])('Wishpond refuses %j as traits or properties before any request', async (value) => {
  const outcomes = [
    await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits: value }),
    await outcomeOf('wishpond', { type: 'track', userId: 'u1', event: 'Signed Up', properties: value })
  ]

  expect(outcomes).toEqual(outcomes.map(() => ({ bodies: [], failure: expect.objectContaining({ status: 400 }) })))
})
