import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { vendors } from '@partner-destinations/vendors'
import type { JsonObject, Vendor } from '@partner-destinations/vendors/vendor'

/** A destination as the demo page gets it. */
export interface DemoDestination {
  folder: string
  /** Its name in Segment's catalog. */
  name: string
  /** The name of its vendor in the sandbox. */
  vendor: string
  /** Those that get into the sandbox, with the subscriptions that a customer has who has just added the destination. */
  settings: JsonObject
}

/** What is needed of a destination's `metadata.json`. */
interface Metadata {
  name: string
  authentication: { fields: Record<string, { default: JsonObject[string] }> }
  presets: JsonObject[]
}

const destinations = path.join(__dirname, '../destinations')

/** The folders of the device-mode destinations. */
export function destinationFolders(): string[] {
  const entries = readdirSync(destinations, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The device-mode destinations whose vendors are in the sandbox. */
export function demoDestinations(): DemoDestination[] {
  return destinationFolders().flatMap((folder) =>
    Object.entries<Vendor>(vendors)
      .filter(([, vendor]) => folder in vendor.destinations)
      .map(([vendor, facts]) => describe(folder, vendor, facts))
  )
}

function describe(folder: string, vendor: string, { destinations: facts, demoSettings }: Vendor): DemoDestination {
  const file = path.join(destinations, folder, 'metadata.json')
  const { name, authentication, presets } = JSON.parse(readFileSync(file, 'utf8')) as Metadata
  const defaults = Object.entries(authentication.fields).flatMap(([key, { default: value }]) =>
    value === null ? [] : [[key, value] as const]
  )
  return {
    folder,
    name,
    vendor,
    settings: {
      ...Object.fromEntries(defaults),
      ...(facts[folder].demoSettings ?? demoSettings),
      subscriptions: presets.map((preset) => ({ ...preset, enabled: true }))
    }
  }
}
