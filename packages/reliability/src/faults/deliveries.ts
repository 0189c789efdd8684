import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import type { Connection } from '../connection'

/** Something that Segment has a destination do, and the requests that it takes. */
export interface Delivery {
  vendor: VendorName
  /** The heading of its table on the page. */
  table: string
  /** The action, or what else of the definition Segment calls. */
  of: string
  /** What tells it from the other deliveries of the same action. */
  variant?:
    | 'new affiliate'
    | 'new affiliate with custom fields'
    | 'affiliate that exists'
    | 'affiliate that exists, no name in the event'
    | 'batch'
  /** The calls of the vendor's API that it makes when nothing goes wrong, in their order: the ends of their paths. */
  calls: string[]
  /** An action without an automatic preset, which a customer adds. */
  action?: string
  /** On top of the mapping of each preset. */
  mapping?: JSONObject
  /** What Segment delivered before. */
  prepare?: (connection: Connection) => Promise<unknown>
  deliver: (connection: Connection) => Promise<unknown>
  /** The vendor takes each delivery for another event, for it offers no key against duplicates. */
  counts?: true
}

/** What stands before the name of a call in its path. */
const basePaths: Record<VendorName, string> = {
  refersion: '/v2/affiliate/',
  wigzo: '/rest/v1/learn/',
  wishpond: '/api/v1/tracking/'
}

export function pathOf({ vendor }: Delivery, call: string): string {
  return basePaths[vendor] + call
}

export function nameOf({ of, variant }: Delivery): string {
  return variant === undefined ? of : `${of}, ${variant}`
}

const timestamp = '2026-01-02T03:04:05.678Z'
const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const janeRenamed = { ...jane, traits: { ...jane.traits, name: 'Jane Doe' } }
const janeWithoutName = { ...jane, traits: { email: 'jane@example.com', phone: '+15550100' } }
const tom = { type: 'identify', userId: 'u2', traits: { name: 'Tom Smykowski', email: 'tom@example.com' } }
const deletions = ['jane@example.com', 'tom@example.com'].map((email) => ({ type: 'delete', email }))
const custom_fields = { '101': { '@path': '$.traits.vip' } }

const track = (event: string, properties: JSONObject = {}) => ({
  type: 'track',
  userId: 'u1',
  event,
  properties,
  timestamp
})
const page = { type: 'page', userId: 'u1', name: 'Home', properties: { url: 'https://shop.example/' } }

export const deliveries: Delivery[] = [
  {
    vendor: 'refersion',
    table: 'Refersion: `createAffiliate` of a new affiliate',
    of: 'createAffiliate',
    variant: 'new affiliate',
    calls: ['new'],
    deliver: (connection) => connection.event(jane)
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `createAffiliate` of a new affiliate',
    of: 'createAffiliate',
    variant: 'new affiliate with custom fields',
    calls: ['new', 'get', 'edit'],
    mapping: { custom_fields },
    deliver: (connection) => connection.event(jane)
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `createAffiliate` of an affiliate that exists',
    of: 'createAffiliate',
    variant: 'affiliate that exists',
    calls: ['new', 'search', 'get', 'edit'],
    mapping: { custom_fields },
    prepare: (connection) => connection.event(jane),
    deliver: (connection) => connection.event(janeRenamed)
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `createAffiliate` of an affiliate that exists',
    of: 'createAffiliate',
    variant: 'affiliate that exists, no name in the event',
    calls: ['search', 'get', 'edit'],
    prepare: (connection) => connection.event(jane),
    deliver: (connection) => connection.event(janeWithoutName)
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'deleteAffiliate',
    calls: ['search', 'get', 'status_change'],
    prepare: (connection) => connection.event(jane),
    deliver: (connection) => connection.event(deletions[0])
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'deleteAffiliate',
    variant: 'batch',
    calls: ['search', 'search', 'get', 'get', 'status_change'],
    prepare: async (connection) => {
      await connection.event(jane)
      await connection.event(tom)
    },
    deliver: (connection) => connection.batch(deletions)
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'onDelete',
    calls: ['search', 'get', 'status_change'],
    prepare: (connection) => connection.event(jane),
    deliver: (connection) => connection.delete({ type: 'delete', userId: 'jane@example.com' })
  },
  {
    vendor: 'refersion',
    table: 'Refersion: `testAuthentication`',
    of: 'testAuthentication',
    calls: ['list'],
    deliver: (connection) => connection.testAuthentication()
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'identifyUser',
    calls: ['identify'],
    deliver: (connection) => connection.event(jane)
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'trackPage',
    calls: ['event'],
    counts: true,
    deliver: (connection) => connection.event(page)
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'trackEvent',
    calls: ['event'],
    counts: true,
    deliver: (connection) => connection.event(track('Signed Up'))
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'indexProduct',
    calls: ['event'],
    counts: true,
    deliver: (connection) => connection.event(track('Product Viewed', { product_id: '40', name: 'Stapler' }))
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'trackCommerceEvent',
    calls: ['event'],
    counts: true,
    deliver: (connection) => connection.event(track('Product Added', { product_id: '40' }))
  },
  {
    vendor: 'wigzo',
    table: 'Wigzo',
    of: 'trackOrder',
    action: 'trackOrder',
    calls: ['event'],
    counts: true,
    deliver: (connection) => connection.event(track('Order Completed', { order_id: 'o1', total: 18.99 }))
  },
  {
    vendor: 'wishpond',
    table: 'Wishpond',
    of: 'identifyLead',
    calls: ['identify'],
    deliver: (connection) => connection.event(jane)
  },
  {
    vendor: 'wishpond',
    table: 'Wishpond',
    of: 'trackEvent',
    calls: ['track'],
    counts: true,
    deliver: (connection) => connection.event(track('Signed Up', { plan: 'Startup' }))
  }
]
