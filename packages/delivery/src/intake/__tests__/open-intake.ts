import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { deliveryConfig } from '../../__tests__/invented-config'
import { Router } from '../../routing'
import type { Accepted, NewEvent } from '../../store/store'
import { createIntake } from '../intake'

/** When every test takes place. */
export const now = Date.parse('2026-03-01T12:00:00.000Z')

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

/** Intake that listens, on a store that only remembers; with what it was told, counted and logged. */
export async function openIntake(config = deliveryConfig()) {
  const accept = async (events: NewEvent[]): Promise<Accepted[]> => events.map(() => 'accepted')
  const state = {
    config,
    now,
    isReady: true,
    events: [] as NewEvent[],
    received: [] as string[],
    warnings: [] as { values: object; message: string }[],
    /** What the store does with events. */
    accept
  }
  const unexpected = () => {
    throw new Error('Intake only warns.')
  }
  const server = createIntake({
    config: () => state.config,
    router: () => new Router(state.config),
    store: {
      async accept(events) {
        const accepted = await state.accept(events)
        state.events.push(...events)
        return accepted
      }
    },
    clock: () => state.now,
    observer: { received: (source, outcome) => state.received.push(`${source} ${outcome}`) },
    log: { info: unexpected, error: unexpected, warn: (values, message) => state.warnings.push({ values, message }) },
    isReady: () => state.isReady
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    state,
    server,
    port,
    /** The events that are stored, as destinations get them. */
    stored: () => state.events.map(({ body }) => JSON.parse(body)),
    /** Sends a request; an object as JSON, and without headers with the write key of the shop. */
    send(path: string, body: unknown = '', headers: Record<string, string> = basic('shop-key'), method = 'POST') {
      return new Promise<Answer>((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (incoming) => {
          text(incoming)
            .then((content) =>
              resolve({
                status: incoming.statusCode ?? 0,
                headers: incoming.headers,
                body: content === '' ? undefined : JSON.parse(content)
              })
            )
            .catch(reject)
        })
        outgoing.on('error', reject)
        outgoing.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
      })
    },
    /** Forgets what was stored, counted and logged, and does again what it does at first. */
    reset() {
      Object.assign(state, { config, now, isReady: true, accept, events: [], received: [], warnings: [] })
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

export type OpenIntake = Awaited<ReturnType<typeof openIntake>>

export function basic(writeKey: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }
}
