import type { JSONObject, JSONValue } from '@segment/actions-core'
import fc from 'fast-check'
import { useOutcomes } from '../../real-life/outcome'
import { emails, nonLists, nonValues } from '../../real-life/samples'

const CASES = 300

const outcomeOf = useOutcomes()

const track = (event: string, properties: JSONObject) => ({ type: 'track', userId: 'u1', event, properties })

/** Lists of products in an order or at a checkout, and its aliases. */
const events = ['Order Completed', 'Completed Order', 'Checkout Started', 'Started Order']

it.each(events)('Wigzo, %s without a list of products is refused before any request, and names it', async (event) => {
  await fc.assert(
    fc.asyncProperty(nonLists, async (products) => {
      const { bodies, failure } = await outcomeOf('wigzo', track(event, { products: products as JSONValue }))

      expect(bodies).toEqual([])
      expect(failure).toMatchObject({
        status: 400,
        retry: false,
        message: expect.stringMatching(/products|product_id/)
      })
    }),
    { numRuns: CASES }
  )
})

it.each(events)('Wigzo, %s whose products have no ids is refused before any request, and names it', async (event) => {
  await fc.assert(
    fc.asyncProperty(nonValues, async (product_id) => {
      const products = [{ product_id: product_id as JSONValue }]
      const { bodies, failure } = await outcomeOf('wigzo', track(event, { products }))

      expect(bodies).toEqual([])
      expect(failure).toMatchObject({
        status: 400,
        retry: false,
        message: expect.stringMatching(/products|product_id/)
      })
    }),
    { numRuns: CASES }
  )
})

it.each([
  'Product Viewed',
  'Viewed Product',
  'Product Clicked',
  'Clicked Product',
  'Product Added',
  'Added Product',
  'Product Removed',
  'Removed Product',
  'Product Added to Wishlist',
  'Product Added to Cart from Wishlist',
  'Wishlist Product Added to Cart'
])('Wigzo, %s without the id of a product is refused before any request, and names it', async (event) => {
  await fc.assert(
    fc.asyncProperty(nonValues, async (product_id) => {
      const properties = { product_id: product_id as JSONValue, name: 'Stapler' }
      const { bodies, failure } = await outcomeOf('wigzo', track(event, properties))

      expect(bodies).toEqual([])
      expect(failure).toMatchObject({ status: 400, retry: false, message: expect.stringMatching(/product_id/) })
    }),
    { numRuns: CASES }
  )
})

it('Wigzo, Products Searched without a query is refused before any request, and names it', async () => {
  await fc.assert(
    fc.asyncProperty(nonValues, async (query) => {
      const { bodies, failure } = await outcomeOf('wigzo', track('Products Searched', { query: query as JSONValue }))

      expect(bodies).toEqual([])
      expect(failure).toMatchObject({ status: 400, retry: false, message: expect.stringMatching(/query/) })
    }),
    { numRuns: CASES }
  )
})

it.each([
  ['a text', 'red shoes', 'red shoes'],
  ['a number', 501, '501'],
  ['an object', { text: 'shoes', size: 9 }, '{"text":"shoes","size":9}']
])('Wigzo gets a query that is %s as text', async (_what, query, eventval) => {
  const { bodies } = await outcomeOf('wigzo', track('Products Searched', { query }))

  expect(bodies).toEqual([expect.objectContaining({ eventName: 'search', eventval })])
})

describe.each(['Order Completed', 'Completed Order'])('trackOrder of Wigzo, %s', (event) => {
  const send = (properties: JSONObject) =>
    outcomeOf('wigzo', track(event, { total: 18.99, ...properties }), { action: 'trackOrder' })

  it('is refused before any request without the id of the order, and names it', async () => {
    await fc.assert(
      fc.asyncProperty(nonValues, async (order_id) => {
        const { bodies, failure } = await send({ order_id: order_id as JSONValue })

        expect(bodies).toEqual([])
        expect(failure).toMatchObject({ status: 400, retry: false, message: expect.stringMatching(/order_?id/i) })
      }),
      { numRuns: CASES }
    )
  })

  it.each([
    ['a text', 'o1', 'o1'],
    ['a number', 501, '501']
  ])('takes an id of the order that is %s', async (_what, order_id, orderId) => {
    const { bodies } = await send({ order_id })

    expect(bodies).toEqual([
      expect.objectContaining({ eventName: 'order', eventval: expect.objectContaining({ orderId }) })
    ])
  })

  it('has the email without the blanks around it', async () => {
    await fc.assert(
      fc.asyncProperty(emails, async ({ given, right }) => {
        const { bodies } = await send({ order_id: 'o1', email: given })

        expect(bodies).toEqual([
          expect.objectContaining({ eventval: expect.objectContaining({ orderId: 'o1', email: right }) })
        ])
      }),
      { numRuns: CASES }
    )
  })
})
