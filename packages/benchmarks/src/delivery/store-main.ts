import { noObserver, openStore } from '@partner-destinations/delivery'
import type { NewEvent, Store } from '@partner-destinations/delivery'
import { answerQuestions } from '../asked-process'
import { DAY, delivered, newEvent } from './store-calls'
import type { StoreAnswer, StoreQuestion, StoreStart } from './store-process'

/** The process of `StoreProcess`. */
async function main({ store: location, destination }: StoreStart) {
  const retention = { deliveredMs: 7 * DAY, failedMs: 7 * DAY }
  const store = await openStore(location, { mode: 'sandbox', maxBacklog: 10_000_000, retention }, Date.now, noObserver)
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
    let count = 0
    const deliverOn = async () => {
      for (;;) {
        const claimed = await store.claim([{ destination, limit: perCall }])
        if (claimed.length === 0) return
        await store.settle(claimed.map((one) => delivered(one, Date.now())))
        count += claimed.length
      }
    }
    await Promise.all(Array.from({ length: inFlight }, deliverOn))
    return count
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

answerQuestions(main)
