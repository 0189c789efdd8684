import { readConfig } from '@partner-destinations/delivery'
import { projectRoot } from '../../places'
import { catalogOf } from '@partner-destinations/server/delivery'
import { describeConfig, duration } from '../describe-config'

const catalog = catalogOf(`${projectRoot}/packages/destination-actions/src/destinations`)

it('shows sources, destinations, limits and the store, and no secret', () => {
  const text = `
sources:
  shop: { writeKey: hunter2 }
  blog: { writeKey: hunter3, webhookSecret: hunter4 }
  news: { webhookSecret: hunter5, webhookToken: hunter6 }
destinations:
  wigzo:
    sources: [shop, blog]
    settings: { orgToken: hunter7 }
    subscriptions:
      - { name: Purchases, action: trackCommerceEvent, subscribe: 'event = "Order Completed"' }
      - { name: All, action: identifyUser, subscribe: 'type = "identify"' }
    order: none
  leads:
    destination: wigzo
    settings: { orgToken: hunter8 }
    rateLimit: { requests: 5, per: 90s }
    concurrency: 2
    retryWindow: 36h
    maxLaneBlock: 10m
    subscriptions: [{ name: N, action: identifyUser, subscribe: type = "identify" }]
`
  const config = readConfig(text, '/etc/delivery.yaml', { catalog, env: {} })

  expect(describeConfig(config)).toBe(`Sources
  shop  Tracking API
  blog  Tracking API; webhooks, one event each
  news  webhooks, also batches

Destinations
  wigzo
    from    shop, blog
    limits  16 deliveries at a time; retried for 4h; in any order
    Purchases  trackCommerceEvent  event = "Order Completed"
    All        identifyUser        type = "identify"
  leads (wigzo)
    from    shop, blog, news
    limits  5 requests in 90s; 2 deliveries at a time; retried for 36h; in each user's order, held up for 10m at most
    N  identifyUser  type = "identify"

Store
  file     /etc/.delivery/delivery.db
  kept     delivered for 7d, failed for 30d
  backlog  at most 1000000 waiting deliveries`)
})

it.each([
  [1000, '1s'],
  [90_000, '90s'],
  [900_000, '15m'],
  [7_200_000, '2h'],
  [86_400_000, '1d']
])('writes %i ms as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})
