import type { Catalog } from '@partner-destinations/delivery'
import { listDestinations, loadDestination } from '@partner-destinations/server/destinations'
import { demoSettingsOf, findVendor } from '@partner-destinations/vendors'

/**
 * What delivery is told of the cloud-mode destinations in a folder.
 * @throws BadInputError if there are none
 */
export function catalogOf(directory: string): Catalog {
  return {
    names: listDestinations(directory).map(({ folder }) => folder),
    definition: (name) => loadDestination(directory, name),
    rateLimit: (name) => findVendor(name)?.rateLimit,
    demoSettings: demoSettingsOf
  }
}
