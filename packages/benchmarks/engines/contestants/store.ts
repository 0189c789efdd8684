import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { noObserver, openStore } from '@partner-destinations/delivery'
import type { NewEvent } from '@partner-destinations/delivery'
import { deliverInLists } from '../attempts'
import type { EngineEvent, EventQueue, OpenContestant } from '../contestant'

const destination = 'engines'
const DAY = 24 * 60 * 60 * 1000
const policy = { retryWindowMs: DAY, maxLaneBlockMs: DAY, firstBackoffMs: 200, maxBackoffMs: 200 }
/** As in the engine's threads: a permit that took longer isn't used. */
const PERMIT_MS = 50
const retention = { deliveredMs: 7 * DAY, failedMs: 7 * DAY }
const refused = { code: 'HTTP_503', message: 'Try again' }

/** A store of ours: a file, or a database of PostgreSQL. */
export const openOurStore: OpenContestant = async ({ url }) => {
  const options = { mode: 'sandbox', maxBacklog: 10_000_000, retention } as const
  const store = await openStore(url, options, Date.now, noObserver)
  const queue: EventQueue = {
    accept: async (events) => {
      await store.accept(events.map(newEvent))
    },
    deliver: (attempts) =>
      deliverInLists(attempts, {
        claim: (limit) => store.claim([{ destination, limit }]),
        eventOf: ({ body }) => JSON.parse(body) as EngineEvent,
        settle: (claimed, succeeded) => {
          const now = Date.now()
          return store.settle(
            claimed.map(({ id, attempt }, index) => ({
              id,
              attempt,
              verdict: succeeded[index] ? { kind: 'delivered' } : { kind: 'retry', reason: refused },
              startedAt: now,
              endedAt: now,
              policy
            }))
          )
        }
      })
  }
  return {
    any: queue,
    ordered: queue,
    limited: async (limit, burst, afterMs) => {
      const starts: number[] = []
      const start = async () => {
        for (;;) {
          const askedAt = performance.now()
          const permit = await store.permit(destination, limit)
          if (!permit.granted) await sleep(permit.waitMs)
          else if (performance.now() - askedAt < PERMIT_MS) break
        }
        starts.push(performance.now())
      }
      await start()
      await sleep(afterMs)
      for (let count = 0; count < burst; count++) await start()
      return starts
    }
  }
}

/** An event as intake gives it to the store. */
function newEvent(event: EngineEvent): NewEvent {
  const body = JSON.stringify(event)
  return {
    source: destination,
    messageId: event.messageId,
    fingerprint: createHash('sha256').update(body).digest('base64'),
    receivedAt: Date.now(),
    body,
    deliveries: [{ destination, subscription: 'act', state: 'pending', lane: event.userId }]
  }
}
