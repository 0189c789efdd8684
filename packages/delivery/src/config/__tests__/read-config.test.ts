import { readConfig } from '../read-config'
import { acmeCatalog } from './acme-catalog'

const env = { KEY: 'k3y', NAME: 'Mars', HOME: '/root' }

function read(text: string) {
  return readConfig(text, '/etc/deliver/delivery.yaml', { catalog: acmeCatalog, env })
}

const minimal = 'sources: { shop: { writeKey: w } }\ndestinations: { acme: { settings: { apiKey: k } } }'

const defaultMapping = { email: { '@path': '$.context.traits.email' }, event: { '@path': '$.event' } }

it('fills in what the file leaves out', () => {
  expect(read(minimal)).toEqual({
    store: '/etc/deliver/.delivery/delivery.db',
    sources: [{ name: 'shop', writeKey: 'w' }],
    destinations: [
      {
        name: 'acme',
        destination: 'acme',
        definition: acmeCatalog.definition('acme'),
        settings: { apiKey: 'k' },
        sources: ['shop'],
        subscriptions: [
          { name: 'Track', partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping: defaultMapping },
          {
            name: 'Track (2)',
            partnerAction: 'trackEvent',
            subscribe: 'type = "page"',
            mapping: { ...defaultMapping, event: 'P' }
          }
        ],
        order: 'user',
        rateLimit: { requests: 100, windowMs: 60_000 },
        concurrency: 16,
        retryWindowMs: 4 * 3_600_000,
        maxLaneBlockMs: 15 * 60_000
      }
    ],
    retention: { deliveredMs: 7 * 86_400_000, failedMs: 30 * 86_400_000 },
    maxBacklog: 1_000_000
  })
})

it('takes what the file says', () => {
  const config = read(`
store: /var/lib/delivery.db
retention: { delivered: 1d, failed: 2d }
maxBacklog: 10
sources:
  shop: { writeKey: w }
  blog: { webhookSecret: s, webhookToken: t }
destinations:
  europe:
    destination: acme
    settings: { apiKey: k, region: eu }
    sources: [blog]
    subscriptions:
      - name: Purchases
        action: trackEvent
        subscribe: type = "track" and event = "Order Completed"
        mapping: { event: Purchase }
    order: none
    rateLimit: { requests: 5, per: 10s }
    concurrency: 2
    retryWindow: 90s
    maxLaneBlock: 2h
    store: ./europe.db`)

  expect(config).toMatchObject({
    store: '/var/lib/delivery.db',
    retention: { deliveredMs: 86_400_000, failedMs: 172_800_000 },
    maxBacklog: 10,
    sources: [
      { name: 'shop', writeKey: 'w' },
      { name: 'blog', webhookSecret: 's', webhookToken: 't' }
    ]
  })
  expect(config.destinations).toEqual([
    {
      name: 'europe',
      destination: 'acme',
      definition: acmeCatalog.definition('acme'),
      settings: { apiKey: 'k', region: 'eu' },
      sources: ['blog'],
      subscriptions: [
        {
          name: 'Purchases',
          partnerAction: 'trackEvent',
          subscribe: 'type = "track" and event = "Order Completed"',
          mapping: { ...defaultMapping, event: 'Purchase' }
        }
      ],
      order: 'none',
      rateLimit: { requests: 5, windowMs: 10_000 },
      concurrency: 2,
      retryWindowMs: 90_000,
      maxLaneBlockMs: 7_200_000,
      store: '/etc/deliver/europe.db'
    }
  ])
})

it.each([
  ['${KEY}', 'k3y'],
  ['a ${KEY} of ${NAME}', 'a k3y of Mars'],
  ['$${KEY}', '${KEY}'],
  ['$$${KEY}', '$${KEY}'],
  ['$KEY', '$KEY'],
  ['{KEY}', '{KEY}']
])('reads the text %s as %s', (text, expected) => {
  const config = read(minimal.replace('apiKey: k', () => `apiKey: '${text}'`))

  expect(config.destinations[0].settings).toEqual({ apiKey: expected })
})

it('reads the value of a variable as a text, whatever is in it', () => {
  const config = readConfig(
    minimal.replace('apiKey: k', () => 'apiKey: "${ODD}"'),
    'a.yaml',
    {
      catalog: acmeCatalog,
      env: { ODD: '"}\n${KEY} # 1' }
    }
  )

  expect(config.destinations[0].settings).toEqual({ apiKey: '"}\n${KEY} # 1' })
})

it.each([
  ['./a.db', '/etc/deliver/a.db'],
  ['/var/a.db', '/var/a.db'],
  ['${HOME}/a.db', '/root/a.db'],
  [':memory:', ':memory:']
])('finds the store %s at %s', (store, expected) => {
  expect(read(`store: '${store}'\n${minimal}`).store).toBe(expected)
})
