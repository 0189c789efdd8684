import path from 'node:path'
import { VendorServer } from '../events/vendor-server'
import { ratios, spreadOf } from '../statistics'
import { silentCase } from './delivered-case'
import { EngineProcess } from './engine-process'
import { LoaderProcess } from './loader-process'
import type { IntakeResults } from './results'
import { StoreProcess } from './store-process'

const EVENTS = 10_000
const PER_REQUEST = 100
const IN_FLIGHT = 4

/** Intake over HTTP while its destination is paused, and the store alone, by turns. */
export async function benchmarkIntake(folder: string, rounds: number): Promise<IntakeResults> {
  const subject = silentCase('sends-nothing')
  const { destination, event } = subject
  const server = await VendorServer.start([], 'http')
  const store = await StoreProcess.start({ store: path.join(folder, 'store-beside-intake.db'), destination })
  const engine = await EngineProcess.start({
    store: path.join(folder, 'intake.db'),
    cases: [subject],
    vendor: server.address,
    threads: 1,
    concurrency: 1
  })
  const loader = await LoaderProcess.start(engine.port)
  const figures = {
    intake: { cpu: [] as number[], perSecond: [] as number[] },
    store: { cpu: [] as number[], perSecond: [] as number[] }
  }
  try {
    await engine.ask({ pause: destination })
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const from = round * EVENTS
      const accept = { event, from, count: EVENTS, perCall: PER_REQUEST, inFlight: IN_FLIGHT }
      const byStore = await store.ask({ accept })
      const { cpu: before } = await engine.ask({ collect: 'main' })
      const milliseconds = await loader.post({
        writeKey: destination,
        event,
        from,
        count: EVENTS,
        perRequest: PER_REQUEST,
        inFlight: IN_FLIGHT
      })
      const { cpu: after } = await engine.ask({ look: true })
      if (round === 0) continue
      figures.store.cpu.push(byStore.cpu / EVENTS)
      figures.store.perSecond.push((EVENTS / byStore.milliseconds) * 1000)
      figures.intake.cpu.push((after - before) / EVENTS)
      figures.intake.perSecond.push((EVENTS / milliseconds) * 1000)
    }
  } finally {
    await loader.stop()
    await engine.stop()
    await store.stop()
    await server.stop()
  }
  const median = (figure: 'cpu' | 'perSecond') => ({
    intake: spreadOf(figures.intake[figure]).median,
    store: spreadOf(figures.store[figure]).median
  })
  return {
    toStore: spreadOf(ratios(figures.intake.perSecond, figures.store.perSecond)),
    perSecond: median('perSecond'),
    cpu: median('cpu')
  }
}
