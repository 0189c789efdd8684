import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { manifest } from '@partner-destinations/destination-actions'
import { canHit, faultRows } from '@partner-destinations/reliability/fault-rows'
import { deliveries, nameOf, pathOf } from '@partner-destinations/reliability/deliveries'
import { defaultMapping, presetSubscriptions } from '@partner-destinations/runner'
import type { Definition, Subscription } from '@partner-destinations/runner'
import type { Fault } from '@partner-destinations/sandbox'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import type { Customer, Work } from './both-ways'

/** One delivery to do both ways, from an empty sandbox. */
export interface Case {
  name: string
  customer: OwnCustomer
  /** What Segment delivered before. */
  prepare?: Work
  work: Work
  faults?: Fault[]
  /** A path to which connections are refused. */
  refused?: string
  timeout?: (nth: number) => number | undefined
}

/** A customer of one of our destinations. */
export interface OwnCustomer extends Customer {
  vendor: VendorName
}

/** The folder of our destinations' folders. */
const destinations = path.join(
  path.dirname(require.resolve('@partner-destinations/destination-actions')),
  'destinations'
)

/** A customer who has just added a destination. */
export function newCustomer(vendor: VendorName): OwnCustomer {
  const definition = manifest[vendor] as Definition
  return {
    vendor,
    definition,
    source: path.join(destinations, vendor, 'index.ts'),
    settings: vendors[vendor].demoSettings,
    subscriptions: presetSubscriptions(definition),
    withBatch: false
  }
}

/** The vendors with a cloud-mode destination. */
export const cloudVendors = vendorNames.filter((vendor) => vendor in manifest)

/** The events of Segment's catalog pages: the vendors' samples, and the fixtures of the destinations' tests. */
const eventsOf = (vendor: VendorName) => [...Object.entries(vendors[vendor].samples), ...fixturesOf(vendor)]

/** All of them, by their names. */
export const catalogEvents = cloudVendors.flatMap(eventsOf)

/** Each of them, for its own destination. */
export const eventCases: Case[] = cloudVendors.flatMap((vendor) => {
  const customer = newCustomer(vendor)
  return eventsOf(vendor).map(([name, event]) => ({
    name: `${vendor}: ${name}`,
    customer,
    work: (segment) => segment.event(event)
  }))
})

/** Every fault of every call, for each delivery of the fault tables. Segment can't test credentials of a function. */
export const faultCases: Case[] = deliveries
  .filter((delivery) => delivery.of !== 'testAuthentication')
  .flatMap((delivery) => {
    const { vendor, calls } = delivery
    const shared = { customer: customerOf(delivery), prepare: delivery.prepare, work: delivery.deliver }
    return [...new Set(calls)].flatMap((call) =>
      faultRows
        .filter((row) => canHit(row, vendor, call))
        .map((row): Case => {
          const place = pathOf(delivery, call)
          const times = calls.filter((one) => one === call).length
          return {
            ...(shared as Pick<Case, 'customer' | 'prepare' | 'work'>),
            name: `${vendor} ${nameOf(delivery)}: ${call}, ${row.sort} ${row.title}`,
            faults: row.fault ? [{ ...row.fault(vendor, place), path: place, times }] : [],
            refused: row.fault ? undefined : place,
            // A connection that is reset ends at once.
            timeout:
              row.sort === 'time' && row.timeout ? (nth) => (calls[nth] === call ? row.timeout : undefined) : undefined
          }
        })
    )
  })

function customerOf({ vendor, of, variant, action, mapping }: typeof deliveries[number]): OwnCustomer {
  const customer = newCustomer(vendor)
  const { definition } = customer
  const withBatch = variant === 'batch'
  const all = action === undefined ? customer.subscriptions : [defaultSubscription(definition, action)]
  // The mapping is for the fields of this action.
  const changed = all.map((one) =>
    one.partnerAction === of ? { ...one, mapping: { ...one.mapping, ...mapping } } : one
  )
  return { ...customer, withBatch, subscriptions: changed.filter((one) => !withBatch || one.partnerAction === of) }
}

function defaultSubscription(definition: Definition, action: string): Subscription {
  const { title, defaultSubscription: subscribe = '' } = definition.actions[action]
  return { name: title, partnerAction: action, subscribe, mapping: defaultMapping(definition, action) }
}

function fixturesOf(vendor: VendorName): [string, JSONObject][] {
  const folder = path.join(destinations, vendor, '__tests__/fixtures')
  return readdirSync(folder).flatMap((file) => {
    const value = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as JSONObject | JSONObject[]
    return eventsIn(value).map((event, index): [string, JSONObject] => [`${file} ${index + 1}`, event])
  })
}

/** A fixture is an event, a list of events, or an object with some. */
function eventsIn(value: unknown): JSONObject[] {
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && typeof value.type === 'string') return [value as JSONObject]
  return Object.values(value).flatMap(eventsIn)
}
