import { manifest } from '@partner-destinations/destination-actions'
import type { SandboxAgent } from '@partner-destinations/sandbox'
import type { Answer } from '@partner-destinations/vendors/fuzz'
import type { JsonObject } from '@partner-destinations/vendors/vendor'
import type { JSONObject, ModifiedResponse, RequestExtension } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import type { Subject } from './subjects'

/** A request, and how a stand-in answers it. */
export interface Exchange extends Answer {
  path: string
  /** The body of the request. */
  sent: JsonObject
}

/** What happened to an event. */
export interface Delivery {
  /** Whether the framework called the action. Before that, it maps the event and checks it against the schema. */
  reached: boolean
  exchanges: Exchange[]
  /** What was thrown, if anything was. */
  error?: unknown
}

/**
 * Makes an action that is connected to the sandbox.
 *
 * @returns delivers one event at a time
 */
export function connect(
  { vendor, action, settings }: Subject,
  agent: SandboxAgent
): (event: JSONObject, mapping: JSONObject) => Promise<Delivery> {
  const original = manifest[vendor]
  const { perform, ...others } = original.actions[action]
  let delivery: Delivery

  const keep = (_request: unknown, options: { json?: unknown }, { url, status, content }: ModifiedResponse) => {
    // As it was sent: without values that JSON can't hold.
    const sent = JSON.parse(JSON.stringify(options.json)) as JsonObject
    delivery.exchanges.push({ path: new URL(url).pathname, sent, status, body: content })
  }
  const destination = new Destination<JSONObject>({
    ...original,
    // Hooks are not in the type of what a destination may return here, but the request client takes them.
    extendRequest: ((data) => ({
      ...original.extendRequest?.(data),
      agent,
      afterResponse: [keep]
    })) as RequestExtension<JSONObject>,
    actions: {
      [action]: {
        ...others,
        perform: (request, data) => {
          delivery.reached = true
          return perform(request, data) as unknown
        }
      }
    }
  })

  return async (event, mapping) => {
    delivery = { reached: false, exchanges: [] }
    try {
      await destination.actions[action].execute({ data: event, mapping, settings, auth: undefined })
    } catch (error) {
      delivery.error = error
    }
    return delivery
  }
}
