import { prepare } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import { Destination } from '@segment/actions-core'
import type { JSONObject, RequestExtension, SegmentEvent } from '@segment/actions-core'
import { Pool } from 'undici'
import type { Case } from './case'
import type { RecordedRequest, VendorServer } from './vendor-server'
import type { VendorAgent } from './vendor-agent'

/** Sends an event, and fails unless it is delivered. */
export type Send = () => Promise<void>

/** Closes its connections with the pool. */
export type BareSender = Send & { pool: Pool }

/** What an answer of the framework shows of an event that was delivered. */
const DELIVERED = 'Action Executed'

/** Headers that every client sets itself, and those that the framework's sets besides. */
const CLIENT_HEADERS = ['connection', 'content-length', 'host']
const FRAMEWORK_HEADERS = [...CLIENT_HEADERS, 'accept', 'accept-encoding', 'content-type', 'user-agent']

/** The event through `Destination.onEvent`, as Segment would send it. */
export function actionSender({ definition, settings, subscription, event }: Case, agent: VendorAgent): Send {
  const destination = new Destination(connectedTo(agent, definition))
  const full: JSONObject = { ...settings, subscriptions: [subscription as unknown as JSONObject] }
  return async () => {
    const results = await destination.onEvent(event, full)
    // The framework keeps every answer.
    destination.responses.length = 0
    if (results.at(-1)?.output !== DELIVERED) throw new Error(`${definition.name}: ${JSON.stringify(results)}`)
  }
}

/** The same event by the runner, which prepares the destination once. */
export function preparedSender({ definition, settings, subscription, event }: Case, agent: VendorAgent): Send {
  const { name = 'Benchmark', partnerAction, subscribe = '', mapping = {} } = subscription
  const own = { name, partnerAction, subscribe, mapping }
  const destination = prepare(definition, settings, [own], { agent })
  return async () => {
    const { steps } = await destination.deliver(event as unknown as JSONObject)
    if (steps.length > 0) throw new Error(`${definition.name}: ${JSON.stringify(steps)}`)
  }
}

/**
 * (a) The smallest action that makes the same requests: one object field, which holds the bodies, and a `perform` that
 * sends them one after the other. It reads no answer and asks for no answer to be copied.
 */
export function minimalSender(requests: RecordedRequest[], agent: VendorAgent): Send {
  const headers = headersBut(FRAMEWORK_HEADERS, requests[0])
  const definition: Definition = {
    name: `Minimal ${requests[0].url}`,
    mode: 'cloud',
    extendRequest: () => ({ headers }),
    actions: {
      send: {
        title: 'Send',
        description: 'Sends bodies.',
        fields: { bodies: { label: 'Bodies', description: 'By the number of the request', type: 'object' } },
        perform: async (request, { payload }) => {
          const { bodies } = payload as { bodies: JSONObject[] }
          for (const [index, { url, method }] of requests.entries()) {
            await request(url, {
              method: method as 'POST',
              json: bodies[index],
              throwHttpErrors: false,
              skipResponseCloning: true
            })
          }
        }
      }
    }
  }
  const bodies = Object.fromEntries(requests.map(({ body }, index) => [index, JSON.parse(body) as JSONObject]))
  const event: SegmentEvent = { type: 'track', event: 'Signed Up', userId: 'user123', properties: { ...bodies } }
  const mapping = { bodies: { '@path': '$.properties' } }
  const subscription = { name: 'send', partnerAction: 'send', subscribe: 'type = "track"', mapping }
  return actionSender({ name: '', definition, host: '', settings: {}, subscription, event, answers: {} }, agent)
}

/** (c) The same bytes by undici, one request after the other, on connections that are kept: what Node's best client takes. */
export function bareSender(requests: RecordedRequest[], server: VendorServer, connections: number): BareSender {
  const { host } = new URL(requests[0].url)
  const { port, cert } = server.address
  const pool = new Pool(`${cert === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, {
    connections,
    keepAliveTimeout: 3_600_000,
    connect: cert === undefined ? undefined : { ca: cert, servername: host }
  })
  const ready = requests.map((request) => ({
    method: request.method as 'POST',
    path: request.url.slice(`https://${host}`.length),
    headers: { host, ...headersBut(CLIENT_HEADERS, request) },
    body: request.body
  }))
  const send = async () => {
    for (const request of ready) {
      const { body } = await pool.request(request)
      await body.dump()
    }
  }
  return Object.assign(send, { pool })
}

/** Puts the agent in where a destination extends its requests, as Segment does. */
function connectedTo(agent: VendorAgent, definition: Definition): Definition {
  const extendRequest: RequestExtension<JSONObject> = (data) => ({ ...definition.extendRequest?.(data), agent })
  return { ...definition, extendRequest }
}

function headersBut(without: string[], { headers }: RecordedRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !without.includes(name)))
}
