import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import type { Sample } from '../real-life/samples'
import { countries, emails, ids, nonLists, nonValues, times } from '../real-life/samples'
import { hostile, hostileOrHuge } from './hostile-values'

/** Mostly what a source means to send, so that the event gets far. Now and then any value at all. */
function mostly<T>(...usual: T[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: hostileOrHuge })
}

/** As `mostly`, and now and then what real sources send, right or wrong. */
function usually<T>(samples: fc.Arbitrary<unknown>, ...usual: T[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: mostly(...usual) }, { weight: 2, arbitrary: samples })
}

function givenOf(samples: fc.Arbitrary<Sample>): fc.Arbitrary<unknown> {
  return samples.map(({ given }) => given)
}

/** Any of these members, and others; now and then no such object, or a list as PHP and some forms send it. */
function object(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const known = fc.record(members, { requiredKeys: [], noNullPrototype: true })
  return fc.oneof(
    { weight: 12, arbitrary: known },
    { weight: 6, arbitrary: fc.tuple(hostileMembers, known).map(([others, own]) => ({ ...others, ...own })) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>([], [{}], '[]', '{}').map(copyOf) },
    { weight: 1, arbitrary: hostileOrHuge }
  )
}

/** A case that changed its event must not change the next one. */
function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}

const hostileMembers = fc.dictionary(fc.oneof(fc.string({ maxLength: 8 }), fc.constant('__proto__')), hostile, {
  maxKeys: 3,
  noNullPrototype: true
})

const email = usually(givenOf(emails), 'peter@example.com', 'PETER@example.com', 'speter@example.com.au')
const text = mostly('Peter', 'Mary Ann Evans', 'Red Shoes')
const time = usually<unknown>(givenOf(times), '2024-08-09T12:00:00Z', 1723204800, '1723204800000')
const url = mostly('https://shop.example/p/1')

const address = object({
  street: text,
  city: text,
  state: text,
  country: usually(givenOf(countries), 'US', 'Holland'),
  postalCode: text
})

const traits = object({
  email,
  name: text,
  firstName: text,
  first_name: text,
  lastName: text,
  last_name: text,
  phone: mostly('+1 555 0100'),
  company: fc.oneof(text, object({ name: text })),
  address,
  city: text,
  countryCode: usually(givenOf(countries), 'US'),
  createdAt: time,
  created_at: time,
  updatedAt: time,
  updated_at: time,
  isActive: mostly<unknown>(true, 'false'),
  leadScore: mostly<unknown>(7, '7')
})

const productId = usually<unknown>(nonValues, 'P-1', 7)

const product = object({ product_id: productId, productId })

const properties = object({
  product_id: productId,
  productId,
  products: fc.oneof(fc.array(product, { maxLength: 4 }), product, nonLists.map(copyOf), hostileOrHuge),
  query: usually<unknown>(nonValues, 'red shoes', { text: 'red shoes' }),
  order_id: usually<unknown>(nonValues, 'O-1', 7),
  total: mostly<unknown>(18.99, '18.99'),
  revenue: mostly<unknown>(18.99, '18.99'),
  name: text,
  title: text,
  price: mostly<unknown>(18.99, '18.99'),
  currency: mostly('usd'),
  category: text,
  brand: text,
  url,
  image_url: url,
  description: text
})

/** What a source sets for one destination alone, each by the name of the vendor that looks for it. */
const options = vendorNames.flatMap((folder): [string, fc.Arbitrary<unknown>][] => {
  const { name, fuzz }: Vendor = vendors[folder]
  if (!fuzz?.options) return []
  const members = Object.entries(fuzz.options).map(([key, values]) => [key, mostly<unknown>(...values)])
  return [[name, object(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>)]]
})

const context = object({
  traits,
  app: object({ name: text }),
  library: object({ name: mostly('analytics.js', 'analytics-ios') }),
  page: object({ url, title: text }),
  locale: mostly('en-US', 'en_US'),
  personas: object({ computation_class: mostly('audience') }),
  ...Object.fromEntries(options)
})

/** Events of all calls of Segment's spec, with anything in the place of anything. */
export const segmentEvents = fc.record(
  {
    type: mostly('identify', 'track', 'page', 'delete'),
    userId: usually<unknown>(givenOf(ids), '5678', 'peter@example.com', 5678),
    anonymousId: usually(givenOf(ids), 'a1b2'),
    email,
    event: mostly(
      'Signed Up',
      'Product Viewed',
      'Viewed Product',
      'Product Added',
      'Products Searched',
      'Order Completed',
      'Completed Order'
    ),
    name: text,
    traits,
    properties,
    context,
    integrations: object(Object.fromEntries(options.map(([name, own]) => [name, fc.oneof(own, fc.boolean())]))),
    timestamp: time
  },
  // If these were optional, most events would lack what every action needs. The hostile values cover missing ones.
  { requiredKeys: ['userId', 'event', 'traits', 'properties'], noNullPrototype: true }
) as fc.Arbitrary<JSONObject>
