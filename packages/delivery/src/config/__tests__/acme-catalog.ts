import type { Definition } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { Catalog } from '../../catalog'

const text = { description: 'A text', type: 'string' } as const

const acme: Definition = {
  name: 'Acme (Actions)',
  mode: 'cloud',
  authentication: {
    scheme: 'custom',
    fields: {
      apiKey: { ...text, label: 'API key', type: 'password', required: true },
      region: { ...text, label: 'Region', choices: ['eu', 'us'].map((value) => ({ value, label: value })) }
    }
  },
  actions: {
    trackEvent: {
      title: 'Track event',
      description: 'Tracks an event',
      fields: {
        email: { ...text, label: 'Email', default: { '@path': '$.context.traits.email' } },
        event: { ...text, label: 'Event', default: { '@path': '$.event' } }
      },
      perform: () => undefined
    }
  },
  presets: [
    { type: 'automatic', name: 'Track', partnerAction: 'trackEvent', subscribe: 'type = "track"' },
    {
      type: 'automatic',
      name: 'Track',
      partnerAction: 'trackEvent',
      subscribe: 'type = "page"',
      mapping: { event: 'P' }
    }
  ]
}

const definitions: Record<string, Definition> = {
  acme,
  bare: { name: 'Bare', mode: 'cloud', actions: acme.actions },
  faulty: {
    ...acme,
    name: 'Faulty',
    presets: [{ type: 'automatic', name: 'Old', partnerAction: 'removed', subscribe: 'type = "track"' }]
  }
}

/** A catalog of invented destinations. `broken` does not load. */
export const acmeCatalog: Catalog = {
  names: ['acme', 'bare', 'broken', 'faulty'],
  definition: (name) => {
    if (name in definitions) return definitions[name]
    throw new Error(`The destination ${name} does not load: ${name}/index.ts:2:12: Unexpected ";"`)
  },
  rateLimit: (name) => (name === 'acme' ? { requests: 100, windowMs: 60_000 } : undefined),
  demoSettings: (name): JSONObject => (name === 'acme' ? { apiKey: 'demo-key' } : {})
}
