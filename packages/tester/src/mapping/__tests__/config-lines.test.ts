import { parse } from 'yaml'
import { configLines } from '../config-lines'
import type { ConfigSubscription } from '../config-lines'

const purchases: ConfigSubscription = {
  destination: 'wigzo',
  name: 'Purchases',
  action: 'trackCommerceEvent',
  subscribe: 'type = "track" and event = "Order Completed"',
  mapping: { event: 'Order Completed', products: { '@arrayPath': ['$.properties.products', { id: 'x' }] } }
}

it('are lines that a person would write', () => {
  expect(configLines({ ...purchases, mapping: { email: { '@path': '$.traits.email' } } })).toBe(`destinations:
  wigzo:
    subscriptions:
      - name: Purchases
        action: trackCommerceEvent
        subscribe: 'type = "track" and event = "Order Completed"'
        mapping: {
            "email": {
              "@path": "$.traits.email"
            }
          }
`)
})

it.each<[string, Partial<ConfigSubscription>]>([
  ['as it is', {}],
  ['without a mapping', { mapping: {} }],
  ['with quotes of both kinds', { name: `Jane's "best"`, subscribe: `event = 'It''s "new"'` }],
  ['with words that YAML takes for values', { destination: 'on', name: 'null', action: 'true' }],
  ['with signs that YAML has a meaning for', { name: 'a: b #c', destination: 'shop - eu', subscribe: '*' }],
  ['with lines', { name: 'one\ntwo', mapping: { note: 'one\ntwo: three' } }]
])('say what the subscription is: %s', (_what, changes) => {
  const { destination, mapping, ...subscription } = { ...purchases, ...changes }
  const hasMapping = Object.keys(mapping).length > 0
  expect(parse(configLines({ destination, mapping, ...subscription }))).toEqual({
    destinations: { [destination]: { subscriptions: [{ ...subscription, ...(hasMapping && { mapping }) }] } }
  })
})

it('keep a text that looks like a variable from being filled in', () => {
  const lines = configLines({
    ...purchases,
    subscribe: 'event = "${NAME}"',
    mapping: { note: 'costs ${PRICE}', list: ['${A}'], inner: { '${key}': 1 } }
  })
  const [{ subscribe, mapping }] = parse(lines).destinations.wigzo.subscriptions
  expect(subscribe).toBe('event = "$${NAME}"')
  expect(mapping).toMatchObject({ note: 'costs $${PRICE}', list: ['$${A}'], inner: { '${key}': 1 } })
})
