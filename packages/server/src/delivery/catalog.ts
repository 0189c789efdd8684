import type { Catalog } from '@partner-destinations/delivery'
import { demoSettingsOf, findVendor } from '@partner-destinations/vendors'
import { listDestinations, loadDestination } from '../destinations'

/**
 * What delivery is told of the destinations of a folder. Each is loaded when its definition is asked for.
 * @throws BadInputError if there is no such folder, or no destination in it
 */
export function catalogOf(directory: string): Catalog {
  return {
    names: listDestinations(directory).map(({ folder }) => folder),
    definition: (name) => loadDestination(directory, name),
    rateLimit: (name) => findVendor(name)?.rateLimit,
    demoSettings: demoSettingsOf
  }
}
