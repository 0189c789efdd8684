import { Secrets } from '@partner-destinations/runner'
import type { DestinationConfig } from '../config/config'
import type { ShownDelivery } from '../wire'

/**
 * The condition and the mapping of a delivery's subscription, to try them: without the secrets of the destination, and
 * without passwords.
 */
export function shownMapping(
  destinations: DestinationConfig[],
  { destination: name, subscription }: Pick<ShownDelivery, 'destination' | 'subscription'>
): Pick<ShownDelivery, 'subscribe' | 'mapping'> {
  const destination = destinations.find((one) => one.name === name)
  const found = destination?.subscriptions.find((one) => one.name === subscription)
  if (!destination || !found) return {}
  const { subscribe, mapping = {} } = found
  const secrets = new Secrets()
  secrets.addSettings(destination.definition, destination.settings)
  secrets.addPasswords(mapping)
  return { subscribe, mapping: secrets.maskValues(mapping) }
}
