import { integrationNames } from '@partner-destinations/runner'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import type { DestinationConfig } from '../config/config'
import { isObject } from '../intake/event-problems'
import { takeWebhookEvent } from '../intake/event'
import type { TakenEvent } from '../intake/event'

/**
 * An event of the past, as destinations get it: it keeps its times, and what is missing is added.
 * @param receivedAt now, in milliseconds since 1970
 * @param id its message id if it has none
 * @param destination the only one that gets it
 */
export function takeReplayedEvent(
  value: JSONValue,
  receivedAt: number,
  id?: string,
  destination?: DestinationConfig
): TakenEvent {
  if (!isObject(value)) return takeWebhookEvent(value, receivedAt, id)
  const { timestamp = value.originalTimestamp } = value
  return takeWebhookEvent(
    {
      ...value,
      ...(timestamp !== undefined && { timestamp }),
      ...(destination && { integrations: integrationsFor(destination, value.integrations) })
    },
    receivedAt,
    id
  )
}

/**
 * The Integrations object of an event that one destination gets, as Segment's replays have it. Its options stay, and so
 * does `false`.
 * @see https://segment.com/docs/guides/what-is-replay/
 */
function integrationsFor({ definition: { name } }: DestinationConfig, given: JSONValue | undefined): JSONObject {
  const all = isObject(given) ? given : {}
  const own = integrationNames(name).find((key) => all[key] !== undefined)
  return { All: false, [name]: own === undefined ? true : all[own] }
}
