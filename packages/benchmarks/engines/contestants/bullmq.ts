import { setTimeout as sleep } from 'node:timers/promises'
import { load } from '../contestant'
import type { EngineEvent, OpenContestant } from '../contestant'

/** As much of BullMQ as is used here. */
interface BullMq {
  Queue: new (name: string, options: object) => {
    add(name: string, data: object, options: object): Promise<unknown>
    addBulk(jobs: { name: string; data: object; opts: object }[]): Promise<unknown>
  }
  Worker: new (name: string, processor: (job: { data: EngineEvent }) => Promise<void>, options: object) => {
    on(event: 'error', listener: (error: Error) => void): void
    close(): Promise<void>
  }
}

const opts = { removeOnComplete: true, attempts: 5, backoff: { type: 'fixed', delay: 200 } }

/** One queue, which keeps no order. Queues that keep the order of a group are in the paid edition. */
export const openBullMq: OpenContestant = async ({ url, alternative }) => {
  const { Queue, Worker } = alternative<BullMq>('bullmq')
  const connection = { host: '127.0.0.1', port: Number(new URL(url).port), maxRetriesPerRequest: null }
  const events = new Queue('events', { connection })
  const requests = new Queue('requests', { connection })
  const work = (name: string, perform: (event: EngineEvent) => Promise<void>, options: object) => {
    const worker = new Worker(name, ({ data }) => perform(data), { connection, concurrency: load.single, ...options })
    worker.on('error', (error) => console.error(error.message))
    return worker
  }
  return {
    any: {
      accept: async (accepted) => {
        if (accepted.length === 1) await events.add('event', accepted[0], opts)
        else await events.addBulk(accepted.map((data) => ({ name: 'event', data, opts })))
      },
      deliver: async (attempts) => {
        const perform = async (event: EngineEvent) => {
          const [succeeded] = await attempts.attempt([event])
          if (!succeeded) throw new Error('Try again')
        }
        const worker = work('events', perform, {})
        await attempts.done()
        return () => worker.close()
      }
    },
    limited: async (limit, burst, afterMs) => {
      const starts: number[] = []
      const perform = async () => {
        starts.push(performance.now())
      }
      const worker = work('requests', perform, { limiter: { max: limit.requests, duration: limit.windowMs } })
      await requests.add('request', {}, opts)
      while (starts.length === 0) await sleep(1)
      await sleep(afterMs)
      await requests.addBulk(Array.from({ length: burst }, () => ({ name: 'request', data: {}, opts })))
      while (starts.length < burst + 1) await sleep(5)
      await worker.close()
      return starts
    }
  }
}
