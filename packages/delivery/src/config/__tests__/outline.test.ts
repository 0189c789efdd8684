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

  expect(readConfigOutline(text, 'delivery.yaml', {}).destinations).toEqual(['acme', 'mine'])
})

it.each([
  ['store: ${DIR}/a.db', 'delivery.yaml:1: store: The environment variable DIR is not set.'],
  ['store: mysql://host/db', 'delivery.yaml:1: store: This must be a file, or a URL that begins with postgres://.'],
  ['- a', 'delivery.yaml:1: This must be an object.']
])('refuses %j', (text, message) => {
  expect(() => readConfigOutline(text, 'delivery.yaml', {})).toThrow(message)
})
