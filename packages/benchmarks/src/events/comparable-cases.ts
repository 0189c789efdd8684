import customerioExported from '@segment/action-destinations/dist/destinations/customerio'
import hubspotExported from '@segment/action-destinations/dist/destinations/hubspot'
import klaviyoExported from '@segment/action-destinations/dist/destinations/klaviyo'
import webhookExported from '@segment/action-destinations/dist/destinations/webhook'
import type { Definition } from '@partner-destinations/runner'
import { defaultSubscription, presetSubscription } from './case'
import type { Case } from './case'
import { identify, track } from './segment-events'

// Each has settings of its own type, which nothing here looks into.
const customerio = customerioExported as unknown as Definition
const hubspot = hubspotExported as unknown as Definition
const klaviyo = klaviyoExported as unknown as Definition
const webhook = webhookExported as unknown as Definition

const customerioSettings = { siteId: '0123456789abcdef0123', apiKey: '0123456789abcdef0123' }
const klaviyoSettings = { api_key: 'pk_0123456789abcdef0123456789abcdef01' }
const hubspotSettings = { portalId: '123456', oauth: { access_token: '0123456789abcdef', refresh_token: '0123456789' } }

/**
 * Actions of Segment's own catalog that do the like, with the mappings that they come with. What a customer has to fill
 * in is filled in as their descriptions say.
 */
export const comparableCases: Case[] = [
  {
    name: 'Customer.io createUpdatePerson',
    definition: customerio,
    host: 'track.customer.io',
    settings: customerioSettings,
    subscription: presetSubscription(customerio, 'Create or Update Person'),
    event: identify,
    answers: {}
  },
  {
    name: 'Customer.io trackEvent',
    definition: customerio,
    host: 'track.customer.io',
    settings: customerioSettings,
    subscription: presetSubscription(customerio, 'Track Event'),
    event: track,
    answers: {}
  },
  {
    name: 'Klaviyo upsertProfile',
    definition: klaviyo,
    host: 'a.klaviyo.com',
    settings: klaviyoSettings,
    subscription: defaultSubscription(klaviyo, 'upsertProfile', 'type = "identify"', {}),
    event: identify,
    answers: {
      'POST https://a.klaviyo.com/api/profiles/': {
        status: 201,
        json: { data: { type: 'profile', id: '01GDDKASAP8T' } }
      }
    }
  },
  {
    name: 'Klaviyo trackEvent',
    definition: klaviyo,
    host: 'a.klaviyo.com',
    settings: klaviyoSettings,
    subscription: defaultSubscription(klaviyo, 'trackEvent', 'type = "track"', {
      profile: { external_id: { '@path': '$.userId' }, anonymous_id: { '@path': '$.anonymousId' } }
    }),
    event: track,
    answers: { 'POST https://a.klaviyo.com/api/events/': { status: 202, json: {} } }
  },
  {
    name: 'HubSpot upsertContact',
    definition: hubspot,
    host: 'api.hubapi.com',
    settings: hubspotSettings,
    subscription: defaultSubscription(hubspot, 'upsertContact', 'type = "identify"', {}),
    event: identify,
    answers: {
      'PATCH https://api.hubapi.com/crm/v3/objects/contacts/peter.gibbons@example.com': {
        status: 200,
        json: { id: '512', properties: { email: 'peter.gibbons@example.com' } }
      }
    }
  },
  {
    name: 'HubSpot sendCustomBehavioralEvent',
    definition: hubspot,
    host: 'api.hubapi.com',
    settings: hubspotSettings,
    subscription: defaultSubscription(hubspot, 'sendCustomBehavioralEvent', 'type = "track"', {
      eventName: 'pe123456_signed_up',
      properties: { '@path': '$.properties' }
    }),
    event: track,
    answers: {}
  },
  {
    name: 'Webhook send',
    definition: webhook,
    host: 'webhook.example',
    settings: { sharedSecret: '0123456789abcdef' },
    subscription: defaultSubscription(webhook, 'send', 'type = "track"', {
      url: 'https://webhook.example/segment'
    }),
    event: track,
    answers: {}
  }
]
