import { readConfigOutline } from '../outline'

it.each([
  ['', '/etc/.delivery/delivery.db'],
  ['store: ./a.db', '/etc/a.db'],
  ['store: ${DIR}/a.db', '/var/a.db'],
  ['store: postgres://host/db', 'postgres://host/db']
])('finds the store of %j', (text, store) => {
  expect(readConfigOutline(`sources: {}\n${text}`, '/etc/delivery.yaml', { DIR: '/var' }).store).toBe(store)
})

it('needs no variables but those of the store', () => {
  const text = 'destinations:\n  acme: { settings: { apiKey: "${SECRET}" } }\n  mine: {}'

  expect(readConfigOutline(text, 'delivery.yaml', {}).destinations.map(({ name }) => name)).toEqual(['acme', 'mine'])
})

it.each([
  ['acme: {}', { order: 'user', subscriptions: [] }],
  ['acme:', { order: 'user', subscriptions: [] }],
  ['acme: { order: none }', { order: 'none', subscriptions: [] }],
  ['acme: { order: nobody, subscriptions: 7 }', { order: 'user', subscriptions: [] }],
  ['acme: { store: ./a.db }', { store: '/etc/a.db', order: 'user', subscriptions: [] }],
  [
    'acme: { subscriptions: [{ name: Sales, action: sell, subscribe: "${NOT_SET}" }] }',
    { order: 'user', subscriptions: [{ name: 'Sales', partnerAction: 'sell' }] }
  ]
])('knows of the destination %j what needs no definition', (text, known) => {
  const { destinations } = readConfigOutline(`destinations:\n  ${text}`, '/etc/delivery.yaml', {})

  expect(destinations).toEqual([{ name: 'acme', ...known }])
})

it.each([
  ['store: ${DIR}/a.db', 'delivery.yaml:1: store: The environment variable DIR is not set.'],
  ['store: mysql://host/db', 'delivery.yaml:1: store: This must be a file, or a URL that begins with postgres://.'],
  ['- a', 'delivery.yaml:1: This must be an object.']
])('refuses %j', (text, message) => {
  expect(() => readConfigOutline(text, 'delivery.yaml', {})).toThrow(message)
})
