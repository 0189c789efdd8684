import { manifest } from '@partner-destinations/destination-actions'
import type { SandboxAgent } from '@partner-destinations/sandbox'
import type { JSONObject, ModifiedResponse, RequestExtension } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import type { Subject } from './subjects'

/** An answer of a stand-in. */
export interface Answer {
  path: string
  status: number
  body: string
}

/** What came of an event. */
export interface Delivery {
  /** Whether the framework called the action; before, it maps the event and checks it against the schema. */
  reached: boolean
  answers: Answer[]
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

  const keepAnswer = (_request: unknown, _options: unknown, { url, status, content }: ModifiedResponse) => {
    delivery.answers.push({ path: new URL(url).pathname, status, body: content })
  }
  const destination = new Destination<JSONObject>({
    ...original,
    // Hooks are not in the type of what a destination may return here, but the request client takes them.
    extendRequest: ((data) => ({
      ...original.extendRequest?.(data),
      agent,
      afterResponse: [keepAnswer]
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
    delivery = { reached: false, answers: [] }
    try {
      await destination.actions[action].execute({ data: event, mapping, settings, auth: undefined })
    } catch (error) {
      delivery.error = error
    }
    return delivery
  }
}
