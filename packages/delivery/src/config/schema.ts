import { z } from 'zod'
import { isServerUrl } from '../store/location'
import { durationPattern, millisecondsOf } from './durations'

/** A name that stands in URLs, in commands and in the labels of metrics. */
const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w-]{0,63}$/,
    'A name has at most 64 letters, digits, - and _, and begins with a letter or digit.'
  )

const durationWords = 'This must be a time such as 30s, 15m, 4h or 7d.'

/** A duration, in milliseconds. */
function duration(description: string, fallback: string) {
  return z
    .string({ error: durationWords })
    .regex(durationPattern, durationWords)
    .default(fallback)
    .transform(millisecondsOf)
    .describe(`${description} Default: ${fallback}`)
}

const secret = (description: string) => z.string().min(1).optional().describe(description)

const source = z
  .strictObject({
    writeKey: secret('For the Tracking API: SDKs send it with each event'),
    webhookSecret: secret("The shared secret of Segment's Webhooks destination, which posts to /webhooks/<source>"),
    webhookToken: secret(
      'The value of the header x-webhook-token. Batches of webhooks need it: their signature covers the first event only'
    )
  })
  .refine(({ webhookSecret, webhookToken }) => webhookToken === undefined || webhookSecret !== undefined, {
    path: ['webhookToken'],
    message: 'A token counts only beside a signature. Add a webhookSecret.'
  })

const nameless = 'A subscription needs a name, which no other one of its destination has.'

const subscription = z.strictObject({
  name: z
    .string({ error: nameless })
    .refine((text) => text.trim() !== '', nameless)
    .describe('Identifies the subscription in this destination. If you rename it, its pending deliveries fail'),
  action: z.string().describe('The key of an action, such as trackEvent'),
  subscribe: z.string().describe('Which events it takes, as FQL: type = "track" and event = "Order Completed"'),
  mapping: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("The fields whose mapping differs from the action's default one")
})

const rateLimit = z
  .strictObject({
    requests: z.int().min(1).max(1_000_000).describe('At most so many requests'),
    per: z
      .string({ error: durationWords })
      .regex(durationPattern, durationWords)
      .transform(millisecondsOf)
      .describe('in any window of this length, such as 60s')
  })
  .transform(({ requests, per }) => ({ requests, windowMs: per }))

/** Where events are kept. */
const store = z
  .string()
  .min(1)
  .refine(
    (location) => isServerUrl(location) || !/^[a-z][\w+.-]+:\/\//i.test(location),
    'This must be a file, or a URL that begins with postgres://.'
  )

const destination = z.strictObject({
  destination: z.string().optional().describe("The name of the destination's folder. Default: the name above"),
  store: store.optional().describe('What keeps the events of this destination. Default: the store of all'),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("The destination's settings, as in Segment. Take secrets from the environment: ${VARIABLE}"),
  sources: z.array(z.string()).min(1).optional().describe('The sources whose events it gets. Default: all'),
  subscriptions: z
    .array(subscription)
    .min(1)
    .optional()
    .describe('Which events go to which actions. Default: the presets that Segment switches on'),
  order: z
    .enum(['user', 'none'])
    .default('user')
    .describe('Whether the events of a user keep their order: "user" or "none". Default: user'),
  rateLimit: rateLimit.optional().describe('Default: the limit that the vendor publishes, if there is one'),
  concurrency: z.int().min(1).max(1000).default(16).describe('Deliveries in flight at a time. Default: 16'),
  retryWindow: duration('How long a delivery is retried before it fails.', '4h'),
  maxLaneBlock: duration("How long a delivery that is being retried holds back the user's other events.", '15m')
})

const retention = z.strictObject({
  delivered: duration('How long events are kept that were delivered or filtered.', '7d'),
  failed: duration('How long failed deliveries are kept, to look at them and to resend them.', '30d')
})

/** What a config file holds. `npm run schemas` makes the JSON schema of it. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  store: store
    .default('./.delivery/delivery.db')
    .describe(
      'What keeps events until they are delivered: a file, from the folder of this file, or a PostgreSQL server (postgres://user@host/database). Default: ./.delivery/delivery.db'
    ),
  sources: z
    .record(name, source)
    .refine(hasEntries, 'Name at least one source: events come from there.')
    .describe('Where events come from, by their names'),
  destinations: z
    .record(name, destination)
    .refine(hasEntries, 'Name at least one destination: events go there.')
    .describe('Where events go, by their names'),
  retention: retention.prefault({}).describe('How long settled deliveries are kept'),
  maxBacklog: z
    .int()
    .min(1)
    .default(1_000_000)
    .describe('Undelivered events after which no more are accepted (429). Default: 1000000')
})

/** A destination as a config file has it. */
export type DestinationEntry = z.output<typeof destination>

/** A subscription as a config file has it. */
export type SubscriptionEntry = z.output<typeof subscription>

/** A config file, with what it leaves out filled in. */
export type ConfigEntry = z.output<typeof configSchema>

function hasEntries(record: object): boolean {
  return Object.keys(record).length > 0
}
