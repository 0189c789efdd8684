import fs from 'node:fs'
import { Engine } from '@partner-destinations/delivery'
import type { DeliveryConfig, DestinationConfig } from '@partner-destinations/delivery'
import { answerQuestions } from '../asked-process'
import { definitions } from './definitions'
import { collectAll } from './thread-heaps'
import type { EngineAnswer, EngineQuestion, EngineStart } from './engine-process'

/** Longer than any benchmark takes. */
const NEVER = 7 * 24 * 60 * 60 * 1000

/** The process of `EngineProcess`: the engine as `./bin/run deliver` has it, and what its process has used. */
async function main({ store, role, cases, vendor, threads, concurrency, retentionMs = NEVER }: EngineStart) {
  const config: DeliveryConfig = {
    store,
    sources: cases.map(({ destination: name }) => ({ name, writeKey: name })),
    destinations: cases.map(({ destination, settings, subscription }): DestinationConfig => {
      const { name = destination, partnerAction, subscribe = '', mapping = {} } = subscription
      return {
        name: destination,
        destination,
        definition: definitions[destination],
        settings,
        sources: [destination],
        subscriptions: [{ name, partnerAction, subscribe, mapping }],
        order: 'user',
        concurrency,
        retryWindowMs: NEVER,
        maxLaneBlockMs: NEVER
      }
    }),
    retention: { deliveredMs: retentionMs, failedMs: NEVER },
    maxBacklog: 10_000_000
  }
  const started = performance.now()
  const engine = await Engine.start({
    config,
    mode: 'sandbox',
    role,
    thread: { module: require.resolve('./thread-main'), data: vendor },
    threads,
    port: 0,
    host: '127.0.0.1',
    log: { info: () => undefined, warn: () => undefined, error: complain }
  })
  return {
    first: { port: engine.port, startMs: performance.now() - started },
    answer: async (question: EngineQuestion): Promise<EngineAnswer | void> => {
      if ('stop' in question) return engine.stop()
      if ('pause' in question) await engine.pause(question.pause)
      else if ('resume' in question) await engine.resume(question.resume)
      const counts = await engine.counts()
      const heap = 'collect' in question ? await collect(question.collect) : undefined
      const { user, system } = process.cpuUsage()
      return { cpu: user + system, mainCpu: ownCpu(), rss: process.memoryUsage.rss(), heap, counts }
    }
  }
}

/** @returns the bytes in the heaps of all threads, if the garbage of all is collected */
async function collect(where: 'main' | 'all'): Promise<number | undefined> {
  if (where === 'all') return collectAll()
  global.gc?.()
  return undefined
}

/** Microseconds that this thread has used. Node 20 does not tell, but Linux does. */
function ownCpu(): number {
  const [nanoseconds] = fs.readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')
  return Number(nanoseconds) / 1000
}

function complain(values: object, message: string): void {
  console.error(message, JSON.stringify(values))
}

answerQuestions(main)
