import type { Agent } from 'node:https'
import type { JSONObject } from '@segment/actions-core'
import type { Definition } from './call'
import { ConnectedDestination } from './connected-destination'
import type { KeepExchanges } from './connected-destination'
import { deliverEvents, deliverThrough } from './event'
import { maskError, secretsOf } from './masking/hiding'
import { maskOutcome } from './masking/masked-outcome'
import type { Unmasked } from './masking/masked-outcome'
import type { BeforeRequest } from './observation'
import { validSettings } from './settings'
import { Subscriptions } from './subscriptions'
import type { Subscription } from './subscriptions'
import type { Outcome } from './wire'

/** What the caller wants to know about a delivery. */
export interface DeliveryOptions {
  /**
   * Whether the outcome contains the requests and answers, the payloads, and what was sent and answered for each event
   * of a batch. Default: no, because keeping them takes time and memory.
   */
  keepExchanges?: boolean
}

/** How to deliver through one subscription. */
export interface DeliverToOptions {
  /**
   * As in `DeliveryOptions`; `failed` keeps them only if something failed, and costs next to nothing if nothing did. Of a
   * batch, it keeps what was sent and answered only for the events that failed.
   */
  keepExchanges?: KeepExchanges
  /**
   * Is called just before each request of the destination's request client, which waits for it. If it fails, nothing is
   * sent, and its error is that of the delivery, even if the destination catches it.
   *
   * It can give a function. If the requests go by our transport, that is asked once the request's connection is ready. If
   * that function says no, nothing is sent. Then `beforeRequest` is called again for the same request, up to five times in
   * all. After that, the request fails with `ETIMEDOUT`.
   */
  beforeRequest?: BeforeRequest
}

/** What a destination is prepared with, besides its settings and subscriptions. */
export interface PrepareOptions {
  /** Sends the requests to something other than the vendor. Default: they go to the vendor. */
  agent?: Agent
}

/**
 * A destination that is ready to deliver any number of events, one after the other or at once. It keeps no data of a
 * delivered event.
 */
export interface PreparedDestination {
  /** Finds the subscriptions that take an event, and says why none does. */
  subscriptions: Subscriptions
  /**
   * Delivers an event through each subscription that takes it, one after the other. Every failure is a step of the
   * outcome, with secrets masked. If there are no steps, everything succeeded.
   */
  deliver: (event: JSONObject, options?: DeliveryOptions) => Promise<Outcome>
  /**
   * The same for a list. Actions with a batch call get a batch, and the others get the events one by one. Each step
   * says which events it belongs to. A batch has one step: the results of its events, or one error for all of them.
   */
  deliverBatch: (events: JSONObject[], options?: DeliveryOptions) => Promise<Outcome>
  /**
   * Delivers an event through one subscription, without asking whether the subscription takes it. A list goes to the
   * action's batch call, which answers for each event, or with one error for all of them.
   * @param subscription its name
   * @throws BadCallError if there is no such subscription
   */
  deliverTo: (subscription: string, payload: JSONObject | JSONObject[], options?: DeliverToOptions) => Promise<Outcome>
}

/**
 * Prepares a destination once, so that it can deliver many times: it parses FQL, and checks settings and mappings.
 * @param settings in the form that a customer enters
 * @throws BadCallError if the settings fail their schema, FQL can't be parsed, an action is unknown, or a mapping is
 * not valid
 */
export function prepare(
  definition: Definition,
  settings: JSONObject,
  subscriptions: Subscription[],
  { agent }: PrepareOptions = {}
): PreparedDestination {
  const secrets = secretsOf(definition, settings)
  try {
    const parsed = new Subscriptions(definition, subscriptions)
    const connected = new ConnectedDestination(definition, validSettings(definition, settings), agent)
    const masked = (outcome: Unmasked): Outcome =>
      outcome.steps.length === 0 && outcome.payload === undefined ? { steps: [] } : maskOutcome(outcome, secrets)
    const deliver = async (payload: JSONObject | JSONObject[], { keepExchanges = false }: DeliveryOptions = {}) =>
      masked(await deliverEvents(connected, parsed, payload, { keepExchanges }))
    const deliverTo: PreparedDestination['deliverTo'] = async (name, payload, options = {}) => {
      const { keepExchanges = false, beforeRequest } = options
      return masked(await deliverThrough(connected, parsed.named(name), payload, { keepExchanges, beforeRequest }))
    }
    return { subscriptions: parsed, deliver, deliverBatch: deliver, deliverTo }
  } catch (error) {
    throw maskError(error, secrets)
  }
}
