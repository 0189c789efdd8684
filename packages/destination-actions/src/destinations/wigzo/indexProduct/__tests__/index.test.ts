import type { JSONObject } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'

function deliver(event: object, mapping?: JSONObject) {
  return createTestIntegration(destination).testAction('indexProduct', {
    event: { event: 'Product Viewed', userId: 'user-123', context: {}, ...event },
    settings: { orgToken },
    mapping,
    useDefaultMappings: true
  })
}

async function bodyOf(event: object, mapping?: JSONObject): Promise<{ eventval: unknown }> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken }).reply(200)
  const responses = await deliver(event, mapping)
  expect(responses).toHaveLength(1)
  return JSON.parse(responses[0].options.body as string)
}

const properties = { product_id: 'p1' }

describe('a product that is viewed or clicked', () => {
  it.each(['Product Viewed', 'Product Clicked', 'Viewed Product', 'Clicked Product'])(
    'is sent on "%s" with all that is known of it',
    async (event) => {
      expect(
        await bodyOf({
          event,
          properties: {
            product_id: '507f1f77bcf86cd799439011',
            sku: 'G-32',
            category: 'Games',
            name: 'Monopoly: 3rd Edition',
            brand: 'Hasbro',
            price: 18.99,
            currency: 'usd',
            url: 'https://www.example.com/product/path',
            image_url: 'https://www.example.com/product/path.jpg',
            description: 'A game of houses'
          },
          context: { locale: 'en-US' }
        })
      ).toEqual({
        eventName: 'product_view',
        eventval: {
          productId: '507f1f77bcf86cd799439011',
          canonicalUrl: 'https://www.example.com/product/path',
          title: 'Monopoly: 3rd Edition',
          description: 'A game of houses',
          price: 'USD 18.99',
          category: 'Games',
          vendor: 'Hasbro',
          image: 'https://www.example.com/product/path.jpg',
          language: 'en'
        },
        eventCategory: 'EXTERNAL',
        userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
        is_active: true,
        source: 'web'
      })
    }
  )

  it('is sent with its id alone when nothing else is known, not even a URL', async () => {
    expect((await bodyOf({ properties })).eventval).toEqual({ productId: 'p1' })
  })

  it.each([
    [{ product_id: 'p1' }, 'p1'],
    [{ productId: 'p1' }, 'p1'],
    [{ product_id: 'p1', productId: 'p2' }, 'p1'],
    [{ product_id: null, productId: 'p2' }, 'p2'],
    [{ product_id: '', productId: 'p2' }, 'p2'],
    [{ product_id: 0, productId: 'p2' }, '0'],
    [{ product_id: '0' }, '0'],
    [{ product_id: ' ', productId: 'p2' }, 'p2'],
    [{ product_id: 'null', productId: 'p2' }, 'p2'],
    [{ product_id: true, productId: 'p2' }, 'p2'],
    [{ product_id: {}, productId: 'p2' }, 'p2'],
    [{ product_id: 40 }, '40'],
    [{ product_id: 0 }, '0']
  ])('has the id of %j as a text', async (ids, productId) => {
    expect((await bodyOf({ properties: ids })).eventval).toEqual({ productId })
  })

  it.each([
    ...[{}, { product_id: '' }, { product_id: null }, undefined, []],
    ...[{ product_id: {} }, { product_id: { id: 'p1' } }, { product_id: [] }, { product_id: ['p1'] }]
  ])('is refused, naming product_id, when the properties are %j', async (without) => {
    await expect(deliver({ properties: without })).rejects.toThrow(/missing the required field 'product_id'/)
  })

  it.each([
    [' ', 'is empty'],
    [true, 'has the value true, which is not an ID'],
    [false, 'has the value false, which is not an ID'],
    ['false', 'has the value false, which is not an ID'],
    ['null', 'has the value null, which is not an ID'],
    ['Undefined', 'has the value Undefined, which is not an ID'],
    ['anonymous', 'has the value anonymous, which is not an ID'],
    [-1, 'has the value -1, which is not an ID'],
    ['-', 'has the value -, which is not an ID'],
    ['["p1"]', 'is a list or an object as text, not an ID'],
    [' {"id":"p1"}', 'is a list or an object as text, not an ID'],
    ['True', 'has the value True, which is not an ID']
  ])('is refused, naming product_id, when that is %j', async (product_id, problem) => {
    await expect(deliver({ properties: { product_id } })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `The field Product ID ${problem}. Send it as "product_id", or map the field to something else that the event has.`
    })
  })

  it.each([true, false, ' ', '\u00a0'])('is sent without what is %j', async (value) => {
    const without = { url: value, name: value, description: value, price: value, currency: value, category: value }

    expect(
      (await bodyOf({ properties: { ...properties, ...without, brand: value, image_url: value } })).eventval
    ).toEqual({ productId: 'p1' })
  })

  it('is sent with a price without its currency, when that is a boolean', async () => {
    expect((await bodyOf({ properties: { ...properties, price: 18.99, currency: false } })).eventval).toEqual({
      productId: 'p1',
      price: '18.99'
    })
  })

  it.each([[{ amount: 5 }], [{}], [[]], [['5', '6']], [['5']]])('is sent without what is %j', async (value) => {
    const without = { url: value, name: value, description: value, price: value, currency: value, category: value }
    const event = { properties: { ...properties, ...without, brand: value, image_url: value } }

    expect((await bodyOf({ ...event, context: { locale: value, page: { url: value } } })).eventval).toEqual({
      productId: 'p1'
    })
  })

  it.each([
    [{ price: 18.99, currency: 'usd' }, 'USD 18.99'],
    [{ price: 0, currency: 'INR' }, 'INR 0'],
    [{ price: 0 }, '0'],
    [{ price: 18.99 }, '18.99'],
    [{ price: '18.90', currency: 'EUR' }, 'EUR 18.90'],
    [{ price: 18.99, currency: '' }, '18.99'],
    [{ price: 18.99, currency: null }, '18.99'],
    [{ currency: 'usd' }, undefined],
    [{ price: '', currency: 'usd' }, undefined],
    [{ price: null, currency: 'usd' }, undefined]
  ])('has of %j the price %j', async (price, sent) => {
    expect((await bodyOf({ properties: { ...properties, ...price } })).eventval).toEqual(
      sent === undefined ? { productId: 'p1' } : { productId: 'p1', price: sent }
    )
  })

  it.each([
    ['its own URL', { url: 'https://a.com/p' }, { page: { url: 'https://a.com/list' } }, 'https://a.com/p'],
    ["the page's URL", {}, { page: { url: 'https://a.com/list' } }, 'https://a.com/list'],
    ["the page's URL", { url: ' ' }, { page: { url: 'https://a.com/list' } }, 'https://a.com/list'],
    ["the page's URL", { url: {} }, { page: { url: 'https://a.com/list' } }, 'https://a.com/list'],
    ["the page's URL", { url: '' }, { page: { url: 'https://a.com/list' } }, 'https://a.com/list']
  ])('has as canonical URL %s', async (_name, url, context, canonicalUrl) => {
    expect((await bodyOf({ properties: { ...properties, ...url }, context })).eventval).toEqual({
      productId: 'p1',
      canonicalUrl
    })
  })
})

describe('the Wigzo options of a product', () => {
  // In the order in which they are looked up; each of the later ones is there when an earlier one is.
  const places: Array<[name: string, place: (options: object) => object]> = [
    ['integrations.Wigzo', (options) => ({ integrations: { Wigzo: options } })],
    ['integrations.wigzo', (options) => ({ integrations: { wigzo: options } })],
    ["integrations['Wigzo (Actions)']", (options) => ({ integrations: { 'Wigzo (Actions)': options } })],
    ['context.Wigzo', (options) => ({ context: { Wigzo: options } })],
    ['context.wigzo', (options) => ({ context: { wigzo: options } })],
    [
      "Segment's own properties",
      ({ imageUrl, description, language }: { imageUrl?: string; description?: string; language?: string }) => ({
        properties: { image_url: imageUrl, description },
        context: { locale: language && `${language}-US` }
      })
    ]
  ]

  /** An event with options in several places. */
  function eventWith(...parts: object[]): object {
    const event: Record<string, object> = { properties }
    for (const [key, value] of parts.flatMap((part) => Object.entries(part as Record<string, object>))) {
      event[key] = { ...event[key], ...value }
    }
    return event
  }

  const optionsOf = (n: number) => ({ imageUrl: `https://a.com/${n}.jpg`, description: `Text ${n}`, language: `l${n}` })
  const productOf = (n: number) => ({
    productId: 'p1',
    image: `https://a.com/${n}.jpg`,
    description: `Text ${n}`,
    language: `l${n}`
  })

  it.each(places.map(([name, place], n) => ({ name, place, n })))('are taken from $name', async ({ place, n }) => {
    expect((await bodyOf(eventWith(place(optionsOf(n))))).eventval).toEqual(productOf(n))
  })

  it.each(places.map(([name], n) => ({ name, n })))(
    'are taken from $name before all places after it',
    async ({ n }) => {
      const parts = places.slice(n).map(([, place], offset) => place(optionsOf(n + offset)))

      expect((await bodyOf(eventWith(...parts))).eventval).toEqual(productOf(n))
    }
  )

  it('are looked up key by key, each in its own place', async () => {
    const event = {
      properties: { ...properties, image_url: 'https://a.com/5.jpg' },
      integrations: { Wigzo: { description: 'Text 0' } },
      context: { wigzo: { description: 'Text 4', language: 'hi' }, locale: 'en-US' }
    }

    expect((await bodyOf(event)).eventval).toEqual({
      productId: 'p1',
      description: 'Text 0',
      image: 'https://a.com/5.jpg',
      language: 'hi'
    })
  })

  it.each([
    true,
    false,
    null,
    '',
    {},
    { imageUrl: '', description: null, language: ' ' },
    { imageUrl: true, description: false, language: 'false' },
    { imageUrl: 5, description: { en: 'Text' }, language: ['en'] }
  ])('are taken from elsewhere when integrations.Wigzo is %j', async (switched) => {
    const integrations = { Wigzo: switched, wigzo: switched, 'Wigzo (Actions)': switched }

    expect((await bodyOf({ properties, integrations, context: { Wigzo: optionsOf(3) } })).eventval).toEqual(
      productOf(3)
    )
  })

  it.each([true, false, null, '', 0])('are missing when context.wigzo, the last place, is %j', async (switched) => {
    expect((await bodyOf({ properties, context: { wigzo: switched, locale: 'en-US' } })).eventval).toEqual({
      productId: 'p1',
      language: 'en'
    })
  })

  it('are taken from where a customer maps them, instead of the fields for the same', async () => {
    const mapping = {
      description: 'Another text',
      image: 'https://a.com/2.jpg',
      locale: 'fr-FR',
      options: { 2: { language: 'de', description: 'Text 2' }, 1: { description: { '@path': '$.properties.text' } } }
    }

    expect((await bodyOf({ properties: { ...properties, text: 'Text 1' } }, mapping)).eventval).toEqual({
      productId: 'p1',
      description: 'Text 1',
      language: 'de',
      image: 'https://a.com/2.jpg'
    })
  })

  it('keep a language with a region as it is', async () => {
    expect((await bodyOf({ properties, context: { Wigzo: { language: 'pt-BR' } } })).eventval).toEqual({
      productId: 'p1',
      language: 'pt-BR'
    })
  })

  it.each([
    ['en-US', 'en'],
    ['en_US', 'en'],
    ['zh-Hans-CN', 'zh'],
    ['hi', 'hi']
  ])('have of the locale %s the language %s', async (locale, language) => {
    expect((await bodyOf({ properties, context: { locale } })).eventval).toEqual({ productId: 'p1', language })
  })
})

// The framework's schema takes such a list for a text, and then makes an empty one of it.
it.each([[[null]], [['']]])('a product id is refused that is a list with nothing in it: %j', async (product_id) => {
  const event = deliver({ properties: { product_id } }, { product_id: { '@path': '$.properties.product_id' } })
  await expect(event).rejects.toMatchObject({
    name: 'PayloadValidationError',
    message:
      'The field Product ID is empty. Send it as "product_id", or map the field to something else that the event has.'
  })
})
