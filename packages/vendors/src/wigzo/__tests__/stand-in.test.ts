import { useSandbox } from '@partner-destinations/sandbox/test-client'
import { wigzo } from '..'
import { demoKeys } from '../demo-keys'

const local = useSandbox({ standIns: { wigzo: wigzo.standIn } })

const { orgToken } = demoKeys
const call = (name: string, body: unknown, token: string = orgToken) =>
  local.post(`https://app.wigzo.com/rest/v1/learn/${name}?org_token=${encodeURIComponent(token)}`, body)

const userId = 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482'
const success = { status: 200, body: { status: 'success' } }
const event = { eventName: 'Signed Up', eventval: { plan: 'Startup' }, eventCategory: 'EXTERNAL', userId }

const held = () => local.sandbox.read('wigzo')

describe('every call', () => {
  it('is refused with a wrong token, and without one', async () => {
    const refused = { status: 401, body: { error: 'Invalid org_token' } }

    expect(await call('identify', { userId }, 'wrong')).toMatchObject(refused)
    expect(await local.post('https://app.wigzo.com/rest/v1/learn/identify', { userId })).toMatchObject(refused)
    expect(held().users).toEqual([])
  })

  it.each([
    ['no body', undefined],
    ['a list', []],
    ['text', 'text']
  ])('is refused with %s', async (_what, body) => {
    expect(await call('event', body)).toMatchObject({ status: 400, body: { error: 'The body must be a JSON object' } })
  })

  it.each([
    'user-123',
    'a43180bb7ef14a6daec2382bfd2f6482',
    'a43180bb-7ef1-1a6d-aec2-382bfd2f6482',
    'a43180bb-7ef1-4a6d-cec2-382bfd2f6482',
    123
  ])('is refused with the user id %s: it must be a version-4 UUID', async (id) => {
    const refused = { status: 400, body: { error: 'userId must be a version-4 UUID' } }

    expect(await call('identify', { userId: id })).toMatchObject(refused)
    expect(await call('event', { ...event, userId: id })).toMatchObject(refused)
  })

  it.each([
    ['is_active', 'true', 'is_active must be true or false'],
    ['source', 'email', 'source must be web or app']
  ])('is refused with the %s %j', async (field, value, error) => {
    expect(await call('identify', { userId, [field]: value })).toMatchObject({ status: 400, body: { error } })
    expect(await call('event', { ...event, [field]: value })).toMatchObject({ status: 400, body: { error } })
  })
})

describe('identify', () => {
  it('keeps a user with all attributes, of any name', async () => {
    const attributes = {
      email: 'john.doe@example.com',
      phone: '+1 555 0100',
      fullName: 'John Doe',
      customer_id: 'user-123',
      createdAt: '2024-01-02T03:04:05.678Z',
      is_active: true,
      source: 'web',
      order_completed_last_30days: false
    }

    expect(await call('identify', { userId, ...attributes })).toMatchObject(success)
    expect(held().users).toEqual([{ userId, attributes, events: [] }])
  })

  it('takes a user with nothing but an id', async () => {
    expect(await call('identify', { userId })).toMatchObject(success)
    expect(held().users).toEqual([{ userId, attributes: {}, events: [] }])
  })

  it.each(['2022-10-09', '2024-02-29T23:59:59Z', '2024-01-02T03:04:05.678+05:30'])(
    'takes the date %s',
    async (createdAt) => {
      expect(await call('identify', { userId, createdAt })).toMatchObject(success)
    }
  )

  it('adds to what it knows of a user; a UUID is the same in either case', async () => {
    await call('identify', { userId, email: 'john.doe@example.com', city: 'Austin' })
    await call('identify', { userId: userId.toUpperCase(), city: 'Boston' })

    expect(held().users).toEqual([
      { userId, attributes: { email: 'john.doe@example.com', city: 'Boston' }, events: [] }
    ])
  })

  it.each([
    [{}, 'Missing required field userId'],
    [{ userId: '' }, 'Missing required field userId'],
    [{ userId, email: 7 }, 'email must be a string'],
    [{ userId, phone: 15550100 }, 'phone must be a string'],
    [{ userId, createdAt: 'yesterday' }, 'createdAt must be an ISO 8601 date'],
    [{ userId, createdAt: '0000-00-00 00:00:00' }, 'createdAt must be an ISO 8601 date'],
    [{ userId, createdAt: '2023-02-29' }, 'createdAt must be an ISO 8601 date'],
    [{ userId, createdAt: '2024-13-01T00:00:00.000Z' }, 'createdAt must be an ISO 8601 date'],
    [{ userId, updatedAt: '2024-01-01T25:00:00Z' }, 'updatedAt must be an ISO 8601 date'],
    [{ userId, updatedAt: true }, 'updatedAt must be an ISO 8601 date'],
    [{ userId, updatedAt: 1704164645 }, 'updatedAt must be an ISO 8601 date']
  ])('refuses %j', async (body, error) => {
    expect(await call('identify', body)).toMatchObject({ status: 400, body: { error } })
  })
})

describe('event', () => {
  it.each([
    ['an object', { plan: 'Startup' }],
    ['an empty object', {}],
    ['a list', ['1', '2']],
    ['text', '40']
  ])('keeps an event whose eventval is %s, with its user', async (_what, eventval) => {
    await call('identify', { userId, city: 'Austin' })

    expect(await call('event', { ...event, eventval, is_active: true, source: 'app' })).toMatchObject(success)
    expect(held().users).toEqual([
      {
        userId,
        attributes: { city: 'Austin' },
        events: [{ eventName: 'Signed Up', eventval, is_active: true, source: 'app' }]
      }
    ])
  })

  it('begins a user that has not been identified yet', async () => {
    await call('event', event)
    await call('identify', { userId, city: 'Austin' })

    expect(held().users).toEqual([
      { userId, attributes: { city: 'Austin' }, events: [{ eventName: 'Signed Up', eventval: { plan: 'Startup' } }] }
    ])
  })

  it('keeps events in their order, those of each user for themselves', async () => {
    const other = '99d5772d-fb61-4b34-a471-b204bcb6856f'
    for (const [eventName, id] of [
      ['first', userId],
      ['second', other],
      ['third', userId]
    ]) {
      await call('event', { ...event, eventName, userId: id })
    }

    expect(held().users.map(({ events }) => events.map(({ eventName }) => eventName))).toEqual([
      ['first', 'third'],
      ['second']
    ])
  })

  it('indexes the product of a product_view, the newest of each product id', async () => {
    const view = (eventval: object) => call('event', { ...event, eventName: 'product_view', eventval })
    await view({ productId: '40', title: 'iPhone', price: 'USD 18.99' })
    await view({ productId: '41', title: 'Case' })
    await view({ productId: '40', title: 'iPhone', price: 'USD 17.99' })

    expect(held().products).toEqual([
      { productId: '40', title: 'iPhone', price: 'USD 17.99' },
      { productId: '41', title: 'Case' }
    ])
    expect(held().users[0].events).toHaveLength(3)
  })

  it.each(['50314b8e', 50314])('keeps an order with the id %j', async (orderId) => {
    const order = { eventName: 'order', eventval: { orderId, totalOrderValue: 30 } }

    expect(await call('event', { ...event, ...order })).toMatchObject(success)
    expect(held().users).toEqual([{ userId, attributes: {}, events: [order] }])
  })

  it.each(['eventName', 'eventval', 'eventCategory', 'userId'])('needs %s', async (field) => {
    for (const nothing of [undefined, null, '']) {
      expect(await call('event', { ...event, [field]: nothing })).toMatchObject({
        status: 400,
        body: { error: `Missing required field ${field}` }
      })
    }
    expect(held().users).toEqual([])
  })

  it.each([
    [{ eventName: 7 }, 'eventName must be a string'],
    [{ eventval: 40 }, 'eventval must be a string, an array or an object'],
    [{ eventCategory: 'INTERNAL' }, 'eventCategory must be EXTERNAL'],
    [{ eventName: 'product_view', eventval: '40' }, 'eventval of product_view must be an object'],
    [{ eventName: 'view', eventval: '/' }, 'eventval of view must be an object'],
    [{ eventName: 'review', eventval: 'Nice.' }, 'eventval of review must be an object'],
    [{ eventName: 'addtocart', eventval: { productId: '40' } }, 'eventval of addtocart must be a string'],
    [{ eventName: 'search', eventval: ['shoes'] }, 'eventval of search must be a string'],
    [{ eventName: 'buy', eventval: '40' }, 'eventval of buy must be an array of strings'],
    [{ eventName: 'buy', eventval: [] }, 'eventval of buy must be an array of strings'],
    [{ eventName: 'checkoutstarted', eventval: ['40', 41] }, 'eventval of checkoutstarted must be an array of strings'],
    [{ eventName: 'order', eventval: '50314b8e' }, 'eventval of order must be an object'],
    [{ eventName: 'order', eventval: {} }, 'orderId of eventval must be a number or a non-empty string'],
    [{ eventName: 'order', eventval: { orderId: '' } }, 'orderId of eventval must be a number or a non-empty string'],
    [{ eventName: 'order', eventval: { orderId: [7] } }, 'orderId of eventval must be a number or a non-empty string'],
    [{ eventName: 'product_view', eventval: {} }, 'productId of eventval must be a non-empty string'],
    [{ eventName: 'product_view', eventval: { productId: 40 } }, 'productId of eventval must be a non-empty string']
  ])('refuses %j', async (fields, error) => {
    expect(await call('event', { ...event, ...fields })).toMatchObject({ status: 400, body: { error } })
    expect(held()).toEqual({ users: [], products: [] })
  })
})

it("answers a status that is set as a fault in Wigzo's form", async () => {
  local.sandbox.setFaults('wigzo', { status: 500 })

  expect(await call('event', event)).toMatchObject({ status: 500, body: { error: 'Internal Server Error' } })
})
