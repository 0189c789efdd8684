import { manifest } from '@partner-destinations/destination-actions'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { Connection } from '../connection'
import { segmentEvents } from '../fuzz/events'
import { mappingChanges } from '../fuzz/mappings'
import { subjects } from '../fuzz/subjects'
import { redeliveredEvents } from '../redelivery/events'
import { fixturesOf } from '../vendor-fixtures'
import { endOf } from './end'
import type { Extent, Job, Means } from './ways'

/** So that both ways get the same arbitrary events. */
const SEED = 20261126

/** How many arbitrary events each action gets. */
const ARBITRARY: Record<Extent, number> = { some: 25, all: 500 }

type Named = { name: string; vendor: typeof vendorNames[number]; event: JSONObject; before?: JSONObject }

/** The events of the catalog pages, those of the vendors' samples, and those that Segment delivers again. */
function knownEvents(): Named[] {
  return vendorNames
    .filter((vendor) => vendor in manifest)
    .flatMap((vendor) => {
      const { samples }: Vendor = vendors[vendor]
      const named = Object.entries(samples).map(([name, event]) => ({ name, event }))
      const again = redeliveredEvents.filter((one) => one.vendor === vendor)
      return [
        ...[...fixturesOf(vendor), ...named].map((one) => ({ ...one, vendor })),
        ...again.map(({ event, before }) => ({ name: JSON.stringify(event), vendor, event, before }))
      ]
    })
}

/** A job for each known event, and one for a list with it. */
export function knownEventJobs(means: Means): Job[] {
  return knownEvents().flatMap(({ name, vendor, event, before = [] }) => {
    const job = (title: string, deliver: (connection: Connection) => Promise<unknown>): Job => ({
      name: `${vendor} ${name}${title}`,
      prepare: async () => {
        means.sandbox.reset()
        for (const one of [before].flat()) await new Connection(vendor, means.agent).event(one)
      },
      deliver: () => endOf(deliver(new Connection(vendor, means.agent))),
      state: () => means.sandbox.read(vendor)
    })
    const other = { ...event, messageId: 'other', userId: 'other', anonymousId: 'other' }
    return [
      job('', (connection) => connection.event(event)),
      job(', as a list', (connection) => connection.batch([event, other]))
    ]
  })
}

/** A job for each of some arbitrary events with arbitrary mappings, the same each time. */
export function arbitraryEventJobs({ sandbox, agent }: Means, extent: Extent): Job[] {
  return subjects.flatMap(({ name, vendor, action, settings, mapping, fields }) => {
    const cases = fc.record({ event: segmentEvents, changes: mappingChanges(fields) })
    return fc.sample(cases, { seed: SEED, numRuns: ARBITRARY[extent] }).map(({ event, changes }, index): Job => {
      const input = { data: event, mapping: { ...mapping, ...changes }, settings, auth: undefined }
      return {
        name: `${name}, arbitrary event ${index + 1}`,
        prepare: async () => sandbox.reset(),
        deliver: () => endOf(new Connection(vendor, agent).destination.actions[action].execute(input)),
        state: () => sandbox.read(vendor)
      }
    })
  })
}
