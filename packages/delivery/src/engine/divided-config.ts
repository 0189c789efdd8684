import type { DeliveryConfig } from '../config/config'
import { shownStore } from '../store/location'
import { locationOf } from '../store/open-divided'
import type { Divisions } from '../store/open-divided'
import { StoreOpenError } from '../store/store'

/**
 * @param opened the locations of the stores that are open
 * @throws Error if a config needs a restart because of its stores
 */
export function refuseOtherStores(before: DeliveryConfig, after: DeliveryConfig, opened: string[]): void {
  const restart = 'Restart it to use another one.'
  if (before.store !== after.store) throw new Error(`The "store" can't change while delivery runs. ${restart}`)
  for (const destination of after.destinations) {
    const { name } = destination
    const earlier = before.destinations.find((one) => one.name === name)
    const isMoved = earlier && locationOf(before, earlier) !== locationOf(after, destination)
    if (isMoved || !opened.includes(locationOf(after, destination))) {
      throw new Error(`The "store" of the destination "${name}" can't change while delivery runs. ${restart}`)
    }
  }
}

/**
 * Refuses a config that names another store for a destination than the one in which its deliveries wait: nobody would
 * deliver them.
 * @throws StoreOpenError
 */
export async function refuseLeftBehind(config: DeliveryConfig, divisions: Divisions): Promise<void> {
  for (const { location, store } of divisions.length === 1 ? [] : divisions) {
    const counts = await store.counts()
    for (const destination of config.destinations) {
      const { name } = destination
      const { pending = 0, inFlight = 0 } = Object.hasOwn(counts, name) ? counts[name] : {}
      if (pending + inFlight === 0 || locationOf(config, destination) === location) continue
      throw new StoreOpenError(
        `In ${shownStore(location)}, deliveries of the destination "${name}" wait (${
          pending + inFlight
        }), and the config gives it the store ${shownStore(
          locationOf(config, destination)
        )}. Give it its old "store" until they are delivered.`
      )
    }
  }
}
