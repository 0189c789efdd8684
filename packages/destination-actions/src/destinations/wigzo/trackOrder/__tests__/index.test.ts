import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

const orgToken = 'e2a4c6f81b3d4957a0c2'

function deliver(properties: unknown, traits?: JSONObject) {
  return createTestIntegration(destination).testAction('trackOrder', {
    event: {
      event: 'Order Completed',
      userId: 'user-123',
      properties: properties as SegmentEvent['properties'],
      context: { traits }
    },
    settings: { orgToken },
    useDefaultMappings: true
  })
}

async function bodyOf(...call: Parameters<typeof deliver>): Promise<unknown> {
  nock('https://app.wigzo.com').post('/rest/v1/learn/event').query({ org_token: orgToken }).reply(200)
  const responses = await deliver(...call)
  expect(responses).toHaveLength(1)
  return JSON.parse(responses[0].options.body as string)
}

function order(eventval: object) {
  return {
    eventName: 'order',
    eventval,
    eventCategory: 'EXTERNAL',
    userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482',
    is_active: true,
    source: 'web'
  }
}

describe('an order', () => {
  it("is sent with the fields of Wigzo's own plugin", async () => {
    const properties = { order_id: '50314b8e', total: 30, revenue: 25, payment_method: 'cod', products: [] }
    const traits = { email: 'jane.kim@example.com', phone: '+1 555 0100', name: 'Jane Kim' }

    expect(await bodyOf(properties, traits)).toEqual(
      order({
        orderId: '50314b8e',
        email: 'jane.kim@example.com',
        phone: '+1 555 0100',
        fullName: 'Jane Kim',
        totalOrderValue: 30,
        payment_method: 'cod'
      })
    )
  })

  it('is sent with its id alone when nothing else is known', async () => {
    expect(await bodyOf({ order_id: 50314 })).toEqual(order({ orderId: '50314' }))
  })

  it.each([
    [{ order_id: 'o1', orderId: 'o2' }, 'o1'],
    [{ order_id: '', orderId: 'o2' }, 'o2'],
    [{ order_id: ' ', orderId: 'o2' }, 'o2'],
    [{ order_id: 'null', orderId: 'o2' }, 'o2'],
    [{ order_id: 0, orderId: 'o2' }, 'o2'],
    [{ order_id: ' o1\u00a0' }, 'o1']
  ])('has the id of %j', async (properties, orderId) => {
    expect(await bodyOf(properties)).toEqual(order({ orderId }))
  })

  it.each([
    [{ total: 30, revenue: 25 }, 30],
    [{ revenue: 25 }, 25],
    [{ total: null, revenue: 25 }, 25],
    [{ total: '', revenue: 25 }, 25],
    [{ total: 0, revenue: 25 }, 0],
    [{ total: '149.90' }, 149.9],
    [{ total: -5 }, -5],
    [{ total: ' 7.5 ' }, 7.5],
    [{ total: ' ', revenue: 7 }, 7],
    [{ total: 'abc', revenue: '5.00' }, 5],
    [{ total: {}, revenue: 5 }, 5],
    [{ total: true, revenue: 5 }, 5],
    [{ total: '1,234.50', revenue: 'Infinity' }, undefined],
    ...['Infinity', '1e400', '1e3', '0x1F', '$12.50', '1,234.50', '5.', '.5', '+5', 'free', ' ', true, false, [5]].map(
      (total): [object, undefined] => [{ total }, undefined]
    ),
    ...['9'.repeat(400), '12345678901234567890'].map((total): [object, undefined] => [{ total }, undefined]),
    [{ total: {}, revenue: [] }, undefined]
  ])('has of %j the value %j', async (amounts, totalOrderValue) => {
    const eventval = totalOrderValue === undefined ? { orderId: 'o1' } : { orderId: 'o1', totalOrderValue }
    expect(await bodyOf({ order_id: 'o1', ...amounts })).toEqual(order(eventval))
  })

  it.each([
    [{ email: ' pad@example.com\u00a0' }, {}, { email: 'pad@example.com' }],
    [
      { email: 'a@example.com', phone: 1 },
      { email: 'b@example.com', phone: 2 },
      { email: 'a@example.com', phone: '1' }
    ],
    [{ fullName: 'Jane Kim' }, { name: 'J. Kim' }, { fullName: 'Jane Kim' }],
    [{}, { fullName: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    [{}, { full_name: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    [{}, { firstName: 'Jane', lastName: 'Kim' }, { fullName: 'Jane Kim' }],
    [{}, { firstName: 'Jane' }, { fullName: 'Jane' }],
    [{}, { lastName: 'Kim' }, { fullName: 'Kim' }],
    [{ name: 'Monopoly' }, {}, {}],
    [{}, { first_name: 'Jane', last_name: 'Kim' }, { fullName: 'Jane Kim' }],
    [{}, { firstName: false, lastName: 'Kim' }, { fullName: 'Kim' }],
    [{}, { firstName: { a: 1 }, lastName: ['Kim'] }, {}],
    [{}, { firstName: ' ', lastName: true }, {}],
    [{ fullName: {} }, { name: ' ', full_name: 'Jane Kim' }, { fullName: 'Jane Kim' }],
    [
      { email: ' ', phone: ['1', '2'] },
      { email: 'b@example.com', phone: 2 },
      { email: 'b@example.com', phone: '2' }
    ],
    [{ payment_method: { name: 'cod' } }, { email: {}, phone: ['1'] }, {}],
    [{ email: false, phone: true, fullName: ' ', payment_method: false }, {}, {}]
  ])('has of the properties %j and the traits %j the buyer %j', async (properties, traits, buyer) => {
    expect(await bodyOf({ order_id: 'o1', ...properties }, traits)).toEqual(order({ orderId: 'o1', ...buyer }))
  })

  it.each([undefined, null, [], {}, { order_id: '' }, { order_id: null }, { order_id: {} }, { order_id: ['o1'] }])(
    'is refused, naming its id, when the properties are %j',
    async (properties) => {
      await expect(deliver(properties)).rejects.toThrow(/missing the required field 'orderId'/)
    }
  )

  it.each([
    [' ', 'is empty'],
    [0, 'has the value 0, which is not an ID'],
    ['null', 'has the value null, which is not an ID'],
    ['Undefined', 'has the value Undefined, which is not an ID'],
    ['anonymous', 'has the value anonymous, which is not an ID'],
    [-1, 'has the value -1, which is not an ID'],
    ['-', 'has the value -, which is not an ID'],
    [true, 'has the value true, which is not an ID'],
    [false, 'has the value false, which is not an ID']
  ])('is refused, naming order_id, when that is %j', async (order_id, problem) => {
    await expect(deliver({ order_id })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      message: `The field Order ID ${problem}. Send it as "order_id", or map the field to something else that the event has.`
    })
  })
})
