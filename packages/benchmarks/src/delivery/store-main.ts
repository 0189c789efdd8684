import { createHash } from 'node:crypto'
import { noObserver, openStore } from '@partner-destinations/delivery'
import type { NewEvent, Store } from '@partner-destinations/delivery'
import type { SegmentEvent } from '@segment/actions-core'
import { answerQuestions } from '../asked-process'
import { numbered } from './delivered-case'
import type { StoreAnswer, StoreQuestion, StoreStart } from './store-process'

const DAY = 24 * 60 * 60 * 1000

/** Long enough for every attempt to be the only one. */
const policy = { retryWindowMs: DAY, maxLaneBlockMs: DAY, firstBackoffMs: 1000, maxBackoffMs: 1000 }

/** The process of `StoreProcess`. */
async function main({ store: file, destination }: StoreStart) {
  const retention = { deliveredMs: 7 * DAY, failedMs: 7 * DAY }
  const store = await openStore(file, { mode: 'sandbox', maxBacklog: 10_000_000, retention }, Date.now, noObserver)
  return {
    first: true,
    answer: (question: StoreQuestion) => {
      if ('deliver' in question) return deliver(store, destination, question.deliver)
      const { event, from, count, perCall, inFlight } = question.accept
      const calls: NewEvent[][] = []
      for (let first = from; first < from + count; first += perCall) {
        const size = Math.min(perCall, from + count - first)
        calls.push(Array.from({ length: size }, (_, index) => newEvent(destination, event, first + index)))
      }
      return measured(async () => {
        const acceptOn = async () => {
          for (let call = calls.pop(); call !== undefined; call = calls.pop()) await store.accept(call)
        }
        await Promise.all(Array.from({ length: inFlight }, acceptOn))
        return count
      })
    }
  }
}

function deliver(store: Store, destination: string, { perCall, inFlight }: { perCall: number; inFlight: number }) {
  return measured(async () => {
    let delivered = 0
    const deliverOn = async () => {
      for (;;) {
        const claimed = await store.claim([{ destination, limit: perCall }])
        if (claimed.length === 0) return
        const now = Date.now()
        const verdict = { kind: 'delivered' } as const
        await store.settle(
          claimed.map(({ id, attempt }) => ({ id, attempt, verdict, startedAt: now, endedAt: now, policy }))
        )
        delivered += claimed.length
      }
    }
    await Promise.all(Array.from({ length: inFlight }, deliverOn))
    return delivered
  })
}

/** @param work returns the number of events */
async function measured(work: () => Promise<number>): Promise<StoreAnswer> {
  global.gc?.()
  const before = process.cpuUsage()
  const start = performance.now()
  const events = await work()
  const milliseconds = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { events, milliseconds, cpu: user + system }
}

/** An event as intake gives it to the store. */
function newEvent(destination: string, event: SegmentEvent, number: number): NewEvent {
  const own = numbered(event, number)
  const body = JSON.stringify(own)
  return {
    source: destination,
    messageId: own.messageId,
    fingerprint: createHash('sha256').update(body).digest('base64'),
    receivedAt: Date.now(),
    body,
    deliveries: [{ destination, subscription: 'act', state: 'pending', lane: own.userId }]
  }
}

answerQuestions(main)
