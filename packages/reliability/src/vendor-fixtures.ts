import fs from 'node:fs'
import path from 'node:path'
import { vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'

const destinationsFolder = path.join(__dirname, '../../destination-actions/src/destinations')

/** The events of the catalog pages: those that a destination is tested with, or else the samples of its vendor. */
export function fixturesOf(vendor: VendorName): { name: string; event: JSONObject }[] {
  const folder = path.join(destinationsFolder, vendor, '__tests__/fixtures')
  if (!fs.existsSync(folder)) return Object.entries(vendors[vendor].samples).map(([name, event]) => ({ name, event }))
  return fs.readdirSync(folder).flatMap((file) => {
    const content = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as JSONObject
    // A file holds an event, or several by their names.
    const events = typeof content.type === 'string' ? { [file]: content } : (content as Record<string, JSONObject>)
    return Object.entries(events).map(([name, event]) => ({ name: `${file} ${name}`, event }))
  })
}
