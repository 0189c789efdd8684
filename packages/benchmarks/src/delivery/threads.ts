import path from 'node:path'
import { VendorServer } from '../events/vendor-server'
import { ratios, spreadOf } from '../statistics'
import { deliveredCase, mainCases, silentCase } from './delivered-case'
import type { DeliveredCase } from './delivered-case'
import { EngineProcess } from './engine-process'
import { LoaderProcess } from './loader-process'
import type { ThreadResults } from './results'

/** Of each side in each round. */
const EVENTS = 3_000
/** Enough for two threads. */
const CONCURRENCY = 64

/** An engine with so many destination threads, what loads it, and its figures. */
interface Side {
  engine: EngineProcess
  loader: LoaderProcess
  perSecond: number[]
  cpu: { engine: number[]; vendor: number[] }
}

/** Two destination threads beside one: for an action that only computes, and for a main action. */
export async function benchmarkThreads(folder: string, rounds: number): Promise<ThreadResults[]> {
  const [main] = mainCases
  const server = await VendorServer.start([], 'http')
  try {
    await server.answerWith(main.answers)
    const results: ThreadResults[] = []
    for (const subject of [silentCase('computes'), deliveredCase(main)]) {
      results.push(await compare(subject, server, folder, rounds))
    }
    return results
  } finally {
    await server.stop()
  }
}

async function compare(
  subject: DeliveredCase,
  server: VendorServer,
  folder: string,
  rounds: number
): Promise<ThreadResults> {
  const sides: Side[] = []
  try {
    for (const threads of [1, 2]) sides.push(await open(threads))
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const side of sides) await run(side, round)
    }
  } finally {
    for (const { engine, loader } of sides) {
      await loader.stop()
      await engine.stop()
    }
  }
  const [one, two] = sides
  const median = (figures: number[]) => spreadOf(figures).median
  return {
    name: subject.name,
    perSecond: { one: median(one.perSecond), two: median(two.perSecond) },
    toOne: spreadOf(ratios(two.perSecond, one.perSecond)),
    cpu: { engine: median(two.cpu.engine), vendor: median(two.cpu.vendor) }
  }

  async function open(threads: number): Promise<Side> {
    const engine = await EngineProcess.start({
      store: path.join(folder, `${subject.destination}-${threads}.db`),
      cases: [subject],
      vendor: server.address,
      threads,
      concurrency: CONCURRENCY
    })
    const loader = await LoaderProcess.start(engine.port)
    return { engine, loader, perSecond: [], cpu: { engine: [], vendor: [] } }
  }

  /** Delivers what waits in the store. */
  async function run({ engine, loader, perSecond, cpu }: Side, round: number): Promise<void> {
    const { destination, event } = subject
    const from = round * EVENTS
    await engine.ask({ pause: destination })
    await loader.post({ writeKey: destination, event, from, count: EVENTS, perRequest: 100, inFlight: 4 })
    const [vendor, own] = [await server.counts(), await engine.ask({ collect: 'main' })]
    const start = performance.now()
    await engine.ask({ resume: destination })
    const after = await engine.delivered(destination, from + EVENTS)
    const milliseconds = performance.now() - start
    if (round === 0) return
    perSecond.push((EVENTS / milliseconds) * 1000)
    cpu.engine.push((after.cpu - own.cpu) / EVENTS)
    cpu.vendor.push(((await server.counts()).cpu - vendor.cpu) / EVENTS)
  }
}
