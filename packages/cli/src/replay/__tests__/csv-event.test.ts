import { BadCellError, CsvEvents } from '../csv-event'

/** The event of a row, without its type. */
function eventOf(columns: string[], cells: string[]) {
  const { type, ...event } = new CsvEvents(['type', ...columns], 'e.csv').event(['track', ...cells])
  expect(type).toBe('track')
  return event
}

describe('a cell becomes', () => {
  it.each([
    ['a text', 'userId', '007', { userId: '007' }],
    ['a text, even if it looks like JSON', 'event', '{"a":1}', { event: '{"a":1}' }],
    ['nothing if it is empty', 'userId', '', {}],
    ['a field of an object', 'context.page.path', '/', { context: { page: { path: '/' } } }],
    ['an object', 'properties', '{"a":{"b":[1]}}', { properties: { a: { b: [1] } } }],
    ['an array', 'properties.products', '[{"sku":"1"}]', { properties: { products: [{ sku: '1' }] } }],
    ['an object in an object', 'traits.address', '{"city":"Ulm"}', { traits: { address: { city: 'Ulm' } } }],
    ['a text if it only begins like JSON', 'properties.note', '[sic]', { properties: { note: '[sic]' } }],
    ['true', 'traits.vip', 'true', { traits: { vip: true } }],
    ['false', 'integrations.Wigzo', 'false', { integrations: { Wigzo: false } }],
    ['a number where specs have one', 'properties.revenue', '19.90', { properties: { revenue: 19.9 } }],
    ['a negative number', 'properties.discount', '-5', { properties: { discount: -5 } }],
    ['a text where a number is meant and none stands', 'properties.price', '5 EUR', { properties: { price: '5 EUR' } }],
    ['a text of digits elsewhere', 'traits.phone', '0049731', { traits: { phone: '0049731' } }],
    ['an order number with its zero', 'properties.order_id', '00123', { properties: { order_id: '00123' } }]
  ])('%s', (_what, column, cell, expected) => {
    expect(eventOf([column], [cell])).toEqual(expected)
  })

  it('a field of an element of an array', () => {
    expect(
      eventOf(['properties.products.1.price', 'properties.products.0.sku', 'properties.2026'], ['7', 's', 'x'])
    ).toEqual({ properties: { products: [{ sku: 's' }, { price: 7 }], '2026': 'x' } })
  })

  it('a field of the object in another column', () => {
    expect(eventOf(['properties.a', 'properties'], ['x', '{"a":"y","b":"z"}'])).toEqual({
      properties: { a: 'x', b: 'z' }
    })
  })
})

describe('a row is refused if', () => {
  it.each([
    ['a cell is missing', ['a', 'b'], ['1'], 'The row has 2 cells, and the header has 3 columns.'],
    ['there is a cell too many', ['a'], ['1', '2'], 'The row has 3 cells, and the header has 2 columns.'],
    [
      'an object is none',
      ['context'],
      ['web'],
      '"context" must be a JSON object, or its fields must have columns such as "context.name".'
    ],
    [
      'an object is an array',
      ['traits'],
      ['[]'],
      '"traits" must be a JSON object, or its fields must have columns such as "traits.name".'
    ],
    [
      'a text stands where an object is needed',
      ['name', 'name.first'],
      ['Ada', 'Ada'],
      'The column "name.first" needs an object where another column has a text.'
    ],
    [
      'a name stands where an array is',
      ['properties.products', 'properties.products.sku'],
      ['[]', 's'],
      'The column "properties.products.sku" needs an object where an array is.'
    ]
  ])('%s', (_what, columns, cells, message) => {
    expect(() => eventOf(columns, cells)).toThrow(new BadCellError(message))
  })
})
