import { manifest } from '@partner-destinations/destination-actions'
import type { JSONObject, SegmentEvent, Subscription } from '@segment/actions-core'
import { defaultSubscription, presetSubscription } from './case'
import type { Case } from './case'
import { deletion, identify, orderCompleted, page, productViewed, track } from './segment-events'
import type { Answers } from './vendor-server'

const REFERSION = 'https://api.refersion.com/v2/affiliate'

/** Refersion's answers in the form of its reference: https://www.refersion.dev/reference */
const code = 'a000'
const id = 37569297
const person = { first_name: 'Peter', last_name: 'Gibbons', email: 'peter.gibbons@example.com', status: 'ACTIVE' }
const created: Answers = {
  [`POST ${REFERSION}/new`]: {
    status: 200,
    json: { id: code, link: `https://shop.example/c/${code}`, message: 'The affiliate has been created.' }
  }
}
const exists: Answers = {
  [`POST ${REFERSION}/new`]: {
    status: 422,
    json: { errors: ['The email you have entered is taken by another Affiliate.'] }
  }
}
const known: Answers = {
  [`POST ${REFERSION}/search`]: { status: 200, json: { total: 1, results: [{ id: code, ...person }] } },
  [`POST ${REFERSION}/get`]: { status: 200, json: { id: String(id), ...person } }
}
const changed: Answers = Object.fromEntries(
  ['edit', 'status_change'].map((call) => [`POST ${REFERSION}/${call}`, { status: 200, json: { ids_changed: [id] } }])
)

/** Every cloud-mode action of this project. */
export const ourCases: Case[] = [
  refersion('createAffiliate, a new one', 'Create Affiliate', identify, created),
  refersion(
    'createAffiliate, a new one with custom fields',
    'Create Affiliate',
    identify,
    { ...created, ...known, ...changed },
    { custom_fields: { '7': { '@path': '$.traits.plan' } } }
  ),
  refersion('createAffiliate, one that exists', 'Create Affiliate', identify, { ...exists, ...known, ...changed }),
  refersion('deleteAffiliate', 'Delete Affiliate', deletion, { ...known, ...changed }),
  wigzo('identifyUser', presetSubscription(manifest.wigzo, 'Identify User'), identify),
  wigzo('trackPage', presetSubscription(manifest.wigzo, 'Track Page'), page),
  wigzo('trackEvent', presetSubscription(manifest.wigzo, 'Track Event'), track),
  wigzo('indexProduct', presetSubscription(manifest.wigzo, 'Product Viewed, Product Clicked'), productViewed),
  wigzo('trackCommerceEvent', presetSubscription(manifest.wigzo, 'Order Completed'), orderCompleted),
  // No preset makes it a subscription: a customer does.
  wigzo(
    'trackOrder',
    defaultSubscription(manifest.wigzo, 'trackOrder', 'type = "track" and event = "Order Completed"', {}),
    orderCompleted
  ),
  wishpond('identifyLead', 'Identify Lead', identify),
  wishpond('trackEvent', 'Track Event', track)
]

function refersion(
  what: string,
  preset: string,
  event: SegmentEvent,
  answers: Answers,
  filledIn: JSONObject = {}
): Case {
  const { refersion: definition } = manifest
  const subscription = presetSubscription(definition, preset)
  return {
    name: `Refersion ${what}`,
    definition,
    host: 'api.refersion.com',
    settings: { apiKey: 'pub_0123456789abcdef0123.sec_0123456789abcdef0123' },
    subscription: { ...subscription, mapping: { ...subscription.mapping, ...filledIn } },
    event,
    answers
  }
}

function wigzo(action: string, subscription: Subscription, event: SegmentEvent): Case {
  return {
    name: `Wigzo ${action}`,
    definition: manifest.wigzo,
    host: 'app.wigzo.com',
    settings: { orgToken: '0123456789abcdef01234567' },
    subscription,
    event,
    answers: {}
  }
}

function wishpond(action: string, preset: string, event: SegmentEvent): Case {
  const { wishpond: definition } = manifest
  return {
    name: `Wishpond ${action}`,
    definition,
    host: 'api.wishpond.com',
    settings: { merchantId: '123456', trackingKey: '0123456789ab' },
    subscription: presetSubscription(definition, preset),
    event,
    answers: {}
  }
}
