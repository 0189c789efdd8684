import type { JSONValue } from '@segment/actions-core'
import type { DestinationConfig } from '../config/config'
import type { Router } from '../routing'
import type { NewEvent } from '../store/store'
import { takeReplayedEvent } from './replayed-event'

/** What events of a replay are made into deliveries with. */
export interface ReplayRoute {
  router: Router
  /** What the events count as. */
  source: string
  /** The only one that gets them. */
  destination?: DestinationConfig
  /** Milliseconds since 1970. */
  receivedAt: number
}

/**
 * An event of the past with the deliveries that it makes.
 * @param id its message id if it has none
 */
export function routedEvent(value: JSONValue, id: string | undefined, route: ReplayRoute): NewEvent {
  const { router, source, destination, receivedAt } = route
  const { event, messageId, fingerprint, body, problem } = takeReplayedEvent(value, receivedAt, id, destination)
  const deliveries = problem
    ? router.fail(source, problem, destination?.name)
    : router.route(source, event, destination?.name)
  return { source, messageId, fingerprint, receivedAt, body, deliveries }
}
