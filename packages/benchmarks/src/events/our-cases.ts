import { manifest } from '@partner-destinations/destination-actions'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { presetSubscription } from './case'
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
  [`POST ${REFERSION}/new`]: { status: 422, json: { errors: ['This email is already in use.'] } }
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
  wigzo('identifyUser', 'Identify User', identify),
  wigzo('trackPage', 'Track Page', page),
  wigzo('trackEvent', 'Track Event', track),
  wigzo('indexProduct', 'Product Viewed, Product Clicked', productViewed),
  wigzo('trackCommerceEvent', 'Order Completed', orderCompleted),
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

function wigzo(action: string, preset: string, event: SegmentEvent): Case {
  const { wigzo: definition } = manifest
  return {
    name: `Wigzo ${action}`,
    definition,
    host: 'app.wigzo.com',
    settings: { orgToken: '0123456789abcdef01234567' },
    subscription: presetSubscription(definition, preset),
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
