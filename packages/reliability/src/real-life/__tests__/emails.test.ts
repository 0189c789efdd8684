import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { Connection } from '../../connection'
import { startVendors } from '../../fuzz/property'
import type { Vendors } from '../../fuzz/property'
import { useOutcomes } from '../outcome'
import { emails } from '../samples'

const CASES = 300

const outcomeOf = useOutcomes()

it.each<['refersion' | 'wigzo', string, (email: string) => JSONObject]>([
  ['wigzo', 'the traits', (email) => ({ traits: { name: 'Peter Gibbons', email } })],
  ['wigzo', "the context's traits", (email) => ({ traits: { name: 'Peter Gibbons' }, context: { traits: { email } } })],
  ['refersion', 'the traits', (email) => ({ traits: { name: 'Peter Gibbons', email } })],
  ['refersion', 'the event itself', (email) => ({ email, traits: { name: 'Peter Gibbons' } })],
  [
    'refersion',
    "the context's traits",
    (email) => ({ traits: { name: 'Peter Gibbons' }, context: { traits: { email } } })
  ]
])('%s gets an email in %s without the blanks around it', async (vendor, _place, members) => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given, right }) => {
      const { bodies, failure } = await outcomeOf(vendor, { type: 'identify', userId: 'u1', ...members(given) })

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

it("the email in a lead's traits goes to Wishpond as it is", async () => {
  await fc.assert(
    fc.asyncProperty(emails, async ({ given }) => {
      const { bodies } = await outcomeOf('wishpond', { type: 'identify', userId: 'u1', traits: { email: given } })

      expect(bodies).toEqual([expect.objectContaining({ attributes: { email: given } })])
    }),
    { numRuns: CASES }
  )
})

describe('a privacy request with blanks around the email disables the affiliate:', () => {
  let vendors: Vendors

  beforeAll(async () => {
    vendors = await startVendors()
  })
  afterAll(() => vendors.close())

  it.each<[string, (connection: Connection, email: string) => Promise<unknown>]>([
    ['a delete event', (connection, email) => connection.event({ type: 'delete', email })],
    ['a batch of delete events', (connection, email) => connection.batch([{ type: 'delete', email }])],
    ["Segment's deletion of a user id", (connection, userId) => connection.delete({ type: 'delete', userId })],
    [
      "Segment's deletion of an anonymous id",
      (connection, anonymousId) => connection.delete({ type: 'delete', userId: '5678', anonymousId })
    ]
  ])('%s', async (_what, deliver) => {
    await fc.assert(
      fc.asyncProperty(emails, async ({ given, right }) => {
        vendors.sandbox.reset('refersion')
        const connection = new Connection('refersion', vendors.agent)
        await connection.event({ type: 'identify', userId: 'u1', traits: { name: 'Peter Gibbons', email: right } })
        await deliver(connection, given)

        expect(vendors.sandbox.read('refersion').affiliates).toEqual([
          expect.objectContaining({ email: right, status: 'DISABLED' })
        ])
      }),
      { numRuns: CASES }
    )
  })

  it('one of somebody else disables nobody, and succeeds without a request', async () => {
    vendors.sandbox.reset('refersion')
    const connection = new Connection('refersion', vendors.agent)

    await expect(connection.delete({ type: 'delete', userId: '5678' })).resolves.toEqual({ output: expect.any(String) })
    expect(connection.requests).toEqual([])
  })
})
