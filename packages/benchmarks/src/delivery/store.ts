import path from 'node:path'
import { spreadOf } from '../statistics'
import { numbered, silentCase } from './delivered-case'
import { storeBytes } from './engine-process'
import type { StoreResults } from './results'
import { StoreProcess } from './store-process'

const EVENTS = 10_000
const PER_CALL = 100
const IN_FLIGHT = 4

/** What the store alone takes for an event, and on the disk. */
export async function benchmarkStore(folder: string, rounds: number): Promise<StoreResults> {
  const { destination, event } = silentCase('sends-nothing')
  const file = path.join(folder, 'store-alone.db')
  const store = await StoreProcess.start({ store: file, destination })
  const accepted = { cpu: [] as number[], perSecond: [] as number[] }
  const settled = { cpu: [] as number[], perSecond: [] as number[] }
  try {
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const accept = { event, from: round * EVENTS, count: EVENTS, perCall: PER_CALL, inFlight: IN_FLIGHT }
      const answers = [
        await store.ask({ accept }),
        await store.ask({ deliver: { perCall: PER_CALL, inFlight: IN_FLIGHT } })
      ]
      if (round === 0) continue
      for (const [index, { events, cpu, milliseconds }] of answers.entries()) {
        if (events !== EVENTS) throw new Error(`${events} events instead of ${EVENTS}.`)
        const figures = index === 0 ? accepted : settled
        figures.cpu.push(cpu / events)
        figures.perSecond.push((events / milliseconds) * 1000)
      }
    }
  } finally {
    await store.stop()
  }
  const median = (figure: 'cpu' | 'perSecond') => ({
    accept: spreadOf(accepted[figure]).median,
    claimAndSettle: spreadOf(settled[figure]).median
  })
  return {
    perSecond: median('perSecond'),
    cpu: median('cpu'),
    bytes: storeBytes(file) / (EVENTS * (rounds + 1)),
    bodyBytes: Buffer.byteLength(JSON.stringify(numbered(event, 0)))
  }
}
