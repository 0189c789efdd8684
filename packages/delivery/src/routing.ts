import { isEnabled, Subscriptions } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import type { DeliveryConfig, DestinationConfig } from './config/config'
import { reason } from './machine/codes'
import type { Reason } from './machine/delivery'
import { laneOf } from './machine/lane'
import type { NewDelivery } from './store/store'

/** A destination that is ready to take events. */
interface Route {
  destination: DestinationConfig
  subscriptions: Subscriptions
}

/** Decides which deliveries an event makes. FQL is parsed once. */
export class Router {
  private readonly routes: Map<string, Route[]>

  /** @throws BadCallError as `Subscriptions` of the runner does */
  constructor({ sources, destinations }: DeliveryConfig) {
    const all = destinations.map((destination) => ({
      destination,
      subscriptions: new Subscriptions(destination.definition, destination.subscriptions)
    }))
    this.routes = new Map(
      sources.map(({ name }) => [name, all.filter(({ destination }) => destination.sources.includes(name))])
    )
  }

  /**
   * The deliveries of an event, in the order of the config: one for each subscription that takes it. A destination whose
   * subscriptions all leave it has one that is filtered, with a code of Segment's Delivery Overview.
   * @param source its name
   * @param only a destination: the others do not get it
   * @see https://segment.com/docs/connections/delivery-overview/#troubleshooting
   */
  route(source: string, event: JSONObject, only?: string): NewDelivery[] {
    return this.routesOf(source, only).flatMap(({ destination, subscriptions }): NewDelivery[] => {
      const takers = subscriptions.takers(event)
      if (takers.length === 0) {
        const code = isEnabled(event, destination.definition.name)
          ? 'NO_MATCHING_MAPPING'
          : 'FILTERED_BY_INTEGRATIONS_OBJECT'
        const why = reason(code, subscriptions.whyNone(event))
        return [{ destination: destination.name, state: 'filtered', reason: why }]
      }
      const lane = destination.order === 'user' ? laneOf(event) : undefined
      return takers.map(({ name }) => ({
        destination: destination.name,
        subscription: name,
        state: 'pending',
        ...(lane !== undefined && { lane })
      }))
    })
  }

  /** The deliveries of an event that cannot be delivered: a failed one for each destination of its source. */
  fail(source: string, why: Reason, only?: string): NewDelivery[] {
    return this.routesOf(source, only).map(({ destination: { name } }) => ({
      destination: name,
      state: 'failed',
      reason: why
    }))
  }

  private routesOf(source: string, only?: string): Route[] {
    const routes = this.routes.get(source) ?? []
    return only === undefined ? routes : routes.filter(({ destination }) => destination.name === only)
  }
}
