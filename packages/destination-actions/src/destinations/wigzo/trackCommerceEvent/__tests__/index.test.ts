import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { createTestIntegration, PayloadValidationError } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'

function deliver(event: string, properties: object | undefined, mapping?: JSONObject) {
  return createTestIntegration(destination).testAction('trackCommerceEvent', {
    event: { event, properties: properties as SegmentEvent['properties'], userId: 'user-123' },
    settings: { orgToken },
    mapping,
    useDefaultMappings: mapping === undefined
  })
}

async function bodyOf(...call: Parameters<typeof deliver>): Promise<unknown> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken }).reply(200)
  const responses = await deliver(...call)
  expect(responses).toHaveLength(1)
  return responses[0].options.json
}

const presets = (destination.presets ?? []).flatMap((preset) =>
  preset.type === 'automatic' && preset.partnerAction === 'trackCommerceEvent' ? [preset] : []
)

const product = { product_id: 'p1', name: 'Monopoly', price: 0 }
const order = { order_id: 'o1', products: [{ product_id: 'p1' }, { product_id: 'p2' }] }
const review = { product_id: 'p1', review_id: 'r1', review_body: 'I love this product', rating: 0, verified: false }

describe.each([
  ['Product Added', product, 'addtocart', 'p1'],
  ['Added Product', product, 'addtocart', 'p1'],
  ['Product Added to Cart from Wishlist', product, 'addtocart', 'p1'],
  ['Wishlist Product Added to Cart', product, 'addtocart', 'p1'],
  ['Product Removed', product, 'removedfromcart', 'p1'],
  ['Removed Product', product, 'removedfromcart', 'p1'],
  ['Product Added to Wishlist', product, 'wishlist', 'p1'],
  ['Products Searched', { query: 'blue roses' }, 'search', 'blue roses'],
  ['Checkout Started', order, 'checkoutstarted', ['p1', 'p2']],
  ['Started Order', order, 'checkoutstarted', ['p1', 'p2']],
  ['Order Completed', order, 'buy', ['p1', 'p2']],
  ['Completed Order', order, 'buy', ['p1', 'p2']],
  ['Product Reviewed', review, 'review', review]
])('%s', (event, properties, eventName, eventval) => {
  const sent = {
    eventName,
    eventval,
    eventCategory: 'EXTERNAL',
    userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
    is_active: true,
    source: 'web'
  }

  it(`is sent as ${eventName}`, async () => {
    expect(await bodyOf(event, properties)).toEqual(sent)
  })

  it('is sent the same by its preset', async () => {
    const preset = presets.find(({ subscribe }) => subscribe.includes(`event = "${event}"`))

    expect(await bodyOf(event, properties, preset?.mapping)).toEqual(sent)
  })

  it('is sent the same by its preset under a name of its own', async () => {
    const preset = presets.find(({ subscribe }) => subscribe.includes(`event = "${event}"`))

    expect(await bodyOf('A name of its own', properties, preset?.mapping)).toEqual(sent)
  })
})

describe.each([
  'Product Added',
  'Added Product',
  'Product Added to Cart from Wishlist',
  'Wishlist Product Added to Cart',
  'Product Removed',
  'Removed Product',
  'Product Added to Wishlist'
])('the product of %s', (event) => {
  it.each([
    [{ productId: 'p1' }, 'p1'],
    [{ product_id: 'p1', productId: 'p2' }, 'p1'],
    [{ product_id: null, productId: 'p2' }, 'p2'],
    [{ product_id: '', productId: 'p2' }, 'p2'],
    [{ product_id: 40 }, '40'],
    [{ product_id: 0 }, '0']
  ])('has the id of %j as a text', async (properties, id) => {
    expect(await bodyOf(event, properties)).toMatchObject({ eventval: id })
  })

  it.each([
    ...[{}, [], { sku: 'G-32' }, { product_id: '' }, { product_id: null }, undefined],
    ...[{ product_id: {} }, { product_id: { id: 'p1' } }, { product_id: [] }, { product_id: ['p1'] }]
  ])('is refused, naming product_id, when the properties are %j', async (properties) => {
    await expect(deliver(event, properties)).rejects.toThrow(/missing the required field 'product_id'/)
  })

  it.each([
    [' ', 'is empty'],
    [true, 'has the value true, which is not an ID'],
    [false, 'has the value false, which is not an ID'],
    ['null', 'has the value null, which is not an ID'],
    ['Undefined', 'has the value Undefined, which is not an ID'],
    ['anonymous', 'has the value anonymous, which is not an ID'],
    [-1, 'has the value -1, which is not an ID'],
    ['-', 'has the value -, which is not an ID'],
    ['["p1"]', 'is a list or an object as text, not an ID'],
    ['true', 'has the value true, which is not an ID']
  ])('is refused, naming product_id, when that is %j', async (product_id, problem) => {
    await expect(deliver(event, { product_id })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `The field Product ID ${problem}. Send it as "product_id", or map the field to something else that the event has.`
    })
  })

  it('can be mapped to its URL', async () => {
    const mapping = { userId: 'user-123', event, product_id: { '@path': '$.properties.url' } }

    expect(await bodyOf(event, { url: 'https://shop.example/p1' }, mapping)).toMatchObject({
      eventval: 'https://shop.example/p1'
    })
  })
})

describe.each(['Checkout Started', 'Started Order', 'Order Completed', 'Completed Order'])(
  'the products of %s',
  (event) => {
    it.each([
      [[{ productId: 'p1' }], ['p1']],
      [[{ product_id: 'p1', productId: 'p2' }], ['p1']],
      [[{ product_id: '', productId: 'p2' }], ['p2']],
      [[{ product_id: ' ', productId: 'p2' }], ['p2']],
      [[{ product_id: 'null', productId: 'p2' }], ['p2']],
      [[{ product_id: {}, productId: 'p2' }], ['p2']],
      [
        [{ product_id: 40 }, { productId: 0 }],
        ['40', '0']
      ],
      [
        [{ product_id: 'p1' }, { sku: 'G-32' }, { product_id: '' }, null, { product_id: null }, { product_id: 'p2' }],
        ['p1', 'p2']
      ],
      [{ product_id: 'p1' }, ['p1']]
    ])('of the form %j have the ids %j', async (products, ids) => {
      expect(await bodyOf(event, { products })).toMatchObject({ eventval: ids })
    })

    it('leave out empty ids also when they are mapped from elsewhere', async () => {
      const mapping = { userId: 'user-123', event, product_ids: { '@path': '$.properties.ids' } }

      expect(await bodyOf(event, { ids: ['', 'p1', null] }, mapping)).toMatchObject({ eventval: ['p1'] })
    })

    it.each([
      ...[[], [{}], [{ product_id: '' }], [{ product_id: ' ' }], [{ product_id: [] }], [null], ['p1'], [['p1']]],
      ...['[{"product_id":"p1"}]', 'p1', 'p1,p2', '', 5, true, false, {}, { 1: { product_id: 'p1' } }, null, undefined]
    ])('are refused, naming product_id, when they are %j', async (products) => {
      const failure = deliver(event, { products })

      await expect(failure).rejects.toThrow(PayloadValidationError)
      await expect(failure).rejects.toThrow(
        `${event} needs the product_id of at least one product. Add it to an item of the property "products".`
      )
    })
  }
)

describe.each(['Checkout Started', 'Order Completed'])('a product of %s', (event) => {
  it.each([true, false, 'true', 'null', 'undefined', 'Anonymous', -1, '00'])(
    'is refused, naming its id, when that is %j',
    async (product_id) => {
      await expect(deliver(event, { products: [{ product_id: 'p1' }, { product_id }] })).rejects.toMatchObject({
        name: 'PayloadValidationError',
        message: `The field Product IDs has the value ${product_id}, which is not an ID. Send it as "products.product_id", or map the field to something else that the event has.`
      })
    }
  )

  it('is refused, naming its id, when that is JSON text by an own mapping', async () => {
    const mapping = { userId: 'user-123', event, product_ids: { '@path': '$.properties.products' } }

    await expect(deliver(event, { products: '[{"product_id":"p1"}]' }, mapping)).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message:
        'The field Product IDs is a list or an object as text, not an ID. Send it as "products.product_id", or map the field to something else that the event has.'
    })
  })

  it.each([{ id: 'p2' }, {}, ['p2'], ['p2', 'p3'], [{}]].map((product_id) => [product_id]))(
    'is refused, naming the field, when its id is %j',
    async (product_id) => {
      await expect(deliver(event, { products: [{ product_id: 'p1' }, { product_id }] })).rejects.toThrow(
        /product_ids\/1 must be a string but it was an (object|array)/
      )
    }
  )
})

describe('a search', () => {
  it('is sent with a number as a text', async () => {
    expect(await bodyOf('Products Searched', { query: 0 })).toMatchObject({ eventName: 'search', eventval: '0' })
  })

  it('is sent as JSON text when the query is an object', async () => {
    const query = { color: 'blue', sizes: [0, 1], sale: false }

    expect(await bodyOf('Products Searched', { query })).toMatchObject({
      eventName: 'search',
      eventval: '{"color":"blue","sizes":[0,1],"sale":false}'
    })
  })

  it.each(['{"color":"blue"}', '"blue roses"', '[blue]', ' blue '])(
    'is sent as the text that it is: %j',
    async (query) => {
      expect(await bodyOf('Products Searched', { query })).toMatchObject({ eventval: query.trim() })
    }
  )

  it('is sent as its text when a customer maps both a text and an object', async () => {
    const mapping = { userId: 'user-123', event: 'Products Searched', query: 'roses', query_object: { color: 'blue' } }

    expect(await bodyOf('Products Searched', {}, mapping)).toMatchObject({ eventval: 'roses' })
  })

  it.each([{}, [], { query: '' }, { query: null }, undefined])(
    'is refused, naming the query, when the properties are %j',
    async (properties) => {
      await expect(deliver('Products Searched', properties)).rejects.toThrow(/missing the required field 'query'/)
    }
  )

  it.each([
    [{}, 'is empty'],
    [' ', 'is empty'],
    [true, 'has the value true, which is neither a text nor a number'],
    [false, 'has the value false, which is neither a text nor a number'],
    ['true', 'has the value true, which is neither a text nor a number']
  ])('is refused, naming the query, when that is %j', async (query, problem) => {
    await expect(deliver('Products Searched', { query })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `The field Query ${problem}. Send it as "query", or map the field to something else that the event has.`
    })
  })

  it.each([[[]], [['blue']], [['blue', 'roses']]])('is refused, naming the query, when that is %j', async (query) => {
    await expect(deliver('Products Searched', { query })).rejects.toThrow(/Query Object must be an object/)
  })
})

describe('a review', () => {
  it.each([
    [{ rating: '5' }, { rating: '5' }],
    [{}, {}],
    [undefined, {}],
    [[], {}]
  ])('needs no product id: %j', async (properties, eventval) => {
    // Not toMatchObject, to which an empty object is like a missing one.
    expect(await bodyOf('Product Reviewed', properties)).toEqual(
      expect.objectContaining({ eventName: 'review', eventval })
    )
  })
})

describe('an event for which Wigzo has no name of its own', () => {
  it('is refused with a list of those that it has', async () => {
    await expect(deliver('Cart Viewed', product)).rejects.toThrow(/Event must be one of: "Product Added"/)
  })
})

// The framework's schema takes such a list for a text, and then makes an empty one of it.
it.each([[[null]], [['']]])('a query is refused that is a list with nothing in it: %j', async (query) => {
  const mapping = { userId: 'user-123', event: 'Products Searched', query: { '@path': '$.properties.query' } }
  await expect(deliver('Products Searched', { query }, mapping)).rejects.toMatchObject({
    name: 'PayloadValidationError',
    message: 'The field Query is empty. Send it as "query", or map the field to something else that the event has.'
  })
})

it('an event that comes as a list needs its product id as well', async () => {
  const event = ['Product Added'] as unknown as string
  await expect(deliver(event, {})).rejects.toMatchObject({
    name: 'PayloadValidationError',
    message:
      'The field Product ID is empty. Send it as "product_id", or map the field to something else that the event has.'
  })
})
