import type { Definition } from '@partner-destinations/runner'
import type { DeliveryConfig, DestinationConfig, Source } from '../config/config'

/** A definition that sends nothing. */
const definition = {
  name: 'Acme (Actions)',
  mode: 'cloud',
  actions: {
    send: { title: 'Send', description: '', fields: {}, perform: () => undefined }
  }
} as unknown as Definition

export function destinationConfig(fields: Partial<DestinationConfig> = {}): DestinationConfig {
  return {
    name: 'acme',
    destination: 'acme',
    definition,
    settings: {},
    sources: ['shop'],
    subscriptions: [{ name: 'Tracks', subscribe: 'type = "track"', partnerAction: 'send', mapping: {} }],
    order: 'user',
    concurrency: 1,
    retryWindowMs: 1000,
    maxLaneBlockMs: 1000,
    ...fields
  }
}

export function deliveryConfig(fields: Partial<DeliveryConfig> = {}): DeliveryConfig {
  const shop: Source = {
    name: 'shop',
    writeKey: 'shop-key',
    webhookSecret: 'shop-secret',
    webhookToken: 'shop-token'
  }
  return {
    store: ':memory:',
    sources: [shop, { name: 'blog', writeKey: 'blog-key' }],
    destinations: [destinationConfig()],
    retention: { deliveredMs: 1000, failedMs: 1000 },
    maxBacklog: 1000,
    ...fields
  }
}
