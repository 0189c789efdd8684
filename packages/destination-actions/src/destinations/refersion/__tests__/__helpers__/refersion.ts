import { createTestIntegration } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../../index'

/** Invented keys of the vendor's shape. */
export const settings = { apiKey: 'pub_1a2b3c4d5e6f.sec_6f5e4d3c2b1a' }

/** The call, what Refersion answers (as JSON unless it is a text), and the status, which is 200 unless given. */
export type Answer = [call: string, body: unknown, status?: number]

/**
 * Refersion answers these calls, each once, when they come with the right method, URL and headers; every other request
 * fails.
 *
 * @returns a list that fills with the calls that arrive and their bodies, in their order
 */
export function refersionAnswers(...answers: Answer[]): [call: string, body: unknown][] {
  const received: [string, unknown][] = []
  for (const [call, body, status = 200] of answers) {
    toRefersion(call).reply((_uri, sent) => {
      received.push([call, sent])
      return [status, body as nock.Body]
    })
  }
  return received
}

/** An interceptor of one call, for what {@link refersionAnswers} cannot do. */
export function toRefersion(call: string): nock.Interceptor {
  const reqheaders = {
    'Refersion-Public-Key': 'pub_1a2b3c4d5e6f',
    'Refersion-Secret-Key': 'sec_6f5e4d3c2b1a',
    'Content-Type': 'application/json'
  }
  return nock('https://api.refersion.com', { reqheaders }).post(`/v2/affiliate/${call}`)
}

/** Sends an event through an action with its default mapping, on which `mapping` goes on top. */
export function deliver(action: string, event: Partial<SegmentEvent>, mapping: JSONObject = {}) {
  return createTestIntegration(destination).testAction(action, {
    // No user id unless the event has one: the framework's test event would bring its own.
    event: { userId: undefined, ...event },
    mapping,
    settings,
    useDefaultMappings: true
  })
}

/** Sends an identify call with these traits through `createAffiliate`. */
export function identify(traits: SegmentEvent['traits'], mapping: JSONObject = {}) {
  return deliver('createAffiliate', { type: 'identify', traits }, mapping)
}
