import { threadId } from 'node:worker_threads'
import type { Definition } from '@partner-destinations/runner'
import { MultiStatusResponse } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'

/** What an event makes the toy destination do, besides sending itself. */
export type Behaviour =
  | 'loop'
  | 'never'
  | 'exit'
  | 'leak'
  | 'throw later'
  | 'reject later'
  | 'break'
  | 'print'
  | 'name the thread'

interface Payload {
  id: string
  behaviour?: Behaviour
  requests?: number
}

const fields = {
  id: { label: 'Id', description: 'What to send', type: 'string', required: true },
  behaviour: { label: 'Behaviour', description: 'What to do first', type: 'string' },
  requests: { label: 'Requests', description: 'How many to send', type: 'integer' },
  enable_batching: { label: 'Batch', description: 'Whether to batch', type: 'boolean' },
  batch_size: { label: 'Batch size', description: 'How many', type: 'integer' }
} as const

/** The mapping of the tests' subscriptions. */
export const mapping: JSONObject = {
  id: { '@path': '$.properties.id' },
  behaviour: { '@path': '$.properties.behaviour' },
  requests: { '@path': '$.properties.requests' }
}

const leaked: unknown[] = []

/** What these return is sent with the id. */
const behaviours: Record<Behaviour, (settings: JSONObject) => object | void | Promise<void>> = {
  loop: () => {
    for (;;);
  },
  never: () => new Promise(() => undefined),
  exit: () => process.exit(7),
  leak: () => {
    for (;;) leaked.push(Array.from({ length: 1000 }, (_, index) => ({ index })))
  },
  'throw later': async () => {
    setTimeout(() => {
      throw new Error('thrown outside of the call')
    })
    await new Promise(() => undefined)
  },
  'reject later': async () => {
    void Promise.reject(new Error('rejected outside of the call'))
    await new Promise(() => undefined)
  },
  break: () => {
    throw new TypeError('The event breaks the code.')
  },
  print: ({ apiKey }) => console.log('key', apiKey),
  'name the thread': () => ({ thread: threadId })
}

/** A destination that sends the ids of its events to the URL in its settings, and misbehaves as they say. */
export const toy: Definition = {
  name: 'Toy',
  mode: 'cloud',
  authentication: {
    scheme: 'custom',
    fields: {
      url: { label: 'URL', description: 'Where to send', type: 'string', required: true },
      apiKey: { label: 'API Key', description: 'A key', type: 'password', required: true }
    }
  },
  extendRequest: ({ settings }) => ({ headers: { 'x-key': settings.apiKey as string } }),
  actions: {
    send: {
      title: 'Send',
      description: 'Sends an event',
      fields,
      perform: async (request, data) => {
        const { id, behaviour, requests = 1 } = data.payload as unknown as Payload
        const more = behaviour && (await behaviours[behaviour](data.settings))
        for (let sent = 0; sent < requests; sent++) {
          await request(data.settings.url as string, { method: 'POST', json: { id, ...more } })
        }
      },
      performBatch: async (request, data) => {
        const payloads = data.payload as unknown as Payload[]
        for (const { behaviour } of payloads) if (behaviour) await behaviours[behaviour](data.settings)
        const ids = payloads.map(({ id }) => id)
        const { data: answer } = await request<{ statuses?: number[] }>(data.settings.url as string, {
          method: 'POST',
          json: { ids }
        })
        const response = new MultiStatusResponse()
        for (const [index, id] of ids.entries()) {
          const status = answer.statuses?.[index] ?? 200
          if (status < 400) response.pushSuccessResponse({ status, sent: id, body: 'ok' })
          else response.pushErrorResponse({ status, errormessage: `no ${id}`, sent: id, body: 'no' })
        }
        return response
      }
    }
  }
}
