import type { ShownDelivery } from '@partner-destinations/delivery/wire'
import { format } from '../json/json'
import { differences } from '../mapping/mapping'
import { readDestination } from '../server/server'
import { toLink } from '../state/link'
import { actionFields } from '../take-away/copied-call'

/** Whether the server has the tester too. There, the page of deliveries is not the only one. */
export const hasTester = location.pathname.endsWith('/deliveries')

/**
 * The link that opens the event of a delivery in the tester, with its destination, action and mapping.
 * @param folder the name of the destination's definition
 */
export async function testerLink(
  { action = 'event', event, mapping = {}, destination, subscription, subscribe }: ShownDelivery,
  folder: string
): Promise<string> {
  const definition = await readDestination(folder)
  const isKnown = !('error' in definition) && Object.hasOwn(definition.actions, action)
  const { hash } = await toLink({
    folder,
    action,
    eventText: format(event),
    settings: {},
    mapping: isKnown ? differences(actionFields(definition, action), mapping) : {},
    ...(subscription !== undefined &&
      subscribe !== undefined && {
        subscription: { destination, name: subscription, subscribe }
      })
  })
  return `./${hash}`
}
