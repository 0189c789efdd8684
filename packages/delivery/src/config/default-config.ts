import { CheckedFileError } from '@partner-destinations/checked-file'
import type { Catalog } from '../catalog'
import type { DeliveryConfig } from './config'
import { readConfig } from './read-config'

/** What stands in for a file's name in errors. */
const name = 'the default config'

/**
 * The config for the sandbox without a file: every destination that has demo settings, and the source `demo`, whose
 * write key is `demo`. The store is `.delivery/delivery.db` in the working directory.
 * @throws CheckedFileError if no destination has demo settings, or one of them does not load
 */
export function defaultConfig(catalog: Catalog): DeliveryConfig {
  const settings = catalog.names.map((destination) => [destination, catalog.demoSettings(destination)] as const)
  const known = settings.filter(([, demo]) => Object.keys(demo).length > 0)
  if (known.length === 0) {
    const message = 'The sandbox has settings for no destination here. Write a delivery.yaml with your own.'
    throw new CheckedFileError(name, [{ line: 1, path: '', message }])
  }
  const config = {
    sources: { demo: { writeKey: 'demo' } },
    destinations: Object.fromEntries(known.map(([destination, demo]) => [destination, { settings: demo }]))
  }
  return readConfig(JSON.stringify(config), name, { catalog, env: {} })
}
