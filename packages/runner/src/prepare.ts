import type { Agent } from 'node:https'
import type { JSONObject } from '@segment/actions-core'
import type { Definition } from './call'
import { ConnectedDestination } from './connected-destination'
import { deliverEvents } from './event'
import { maskError, secretsOf } from './masking/hiding'
import { maskOutcome } from './masking/masked-outcome'
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
    const deliver = async (payload: JSONObject | JSONObject[], { keepExchanges = false }: DeliveryOptions = {}) => {
      const outcome = await deliverEvents(connected, parsed, payload, { keepExchanges })
      return outcome.steps.length === 0 && !keepExchanges ? { steps: [] } : maskOutcome(outcome, secrets)
    }
    return { subscriptions: parsed, deliver, deliverBatch: deliver }
  } catch (error) {
    throw maskError(error, secrets)
  }
}
