import os from 'node:os'
import path from 'node:path'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { numbered, silentCase } from '../delivery/delivered-case'
import { storeBytes } from '../delivery/engine-process'
import { StoreProcess } from '../delivery/store-process'
import type { StoreAnswer, StoreQuestion } from '../delivery/store-process'
import { ratios, spreadOf } from '../statistics'
import { diskBytes, mediansOf, serverWork, vacuum } from './measured-server'
import type { PostgresStoreResults, ServerWork, StoreWork } from './results'

/** Of each process in each round. */
const EVENTS = 10_000
const PER_CALL = 100
const IN_FLIGHT = 4

const DATABASE = 'store_alone'

const { destination, event } = silentCase('sends-nothing')

/** The parts of the store's work, in their order. */
const parts = ['accept', 'claimAndSettle'] as const
type Part = typeof parts[number]

/** What one of the stores took in each round. */
type Figures = Record<Part, { perSecond: number[]; cpu: number[] }>

/** What the store alone takes for an event: on PostgreSQL, and embedded, by turns. */
export async function benchmarkPostgresStore(
  server: PostgresServer,
  folder: string,
  rounds: number
): Promise<PostgresStoreResults> {
  const url = await server.createDatabase(DATABASE)
  const file = path.join(folder, 'store-beside-postgres.db')
  const processes = os.availableParallelism()
  const embedded = await StoreProcess.start({ store: file, destination })
  const sharing: StoreProcess[] = []
  const figures = { postgres: noFigures(), embedded: noFigures() }
  const works: Record<Part, ServerWork[]> = { accept: [], claimAndSettle: [] }
  const saturated: Record<Part, number[]> = { accept: [], claimAndSettle: [] }
  const vacuumCpu: number[] = []
  let [accepted, acceptedEmbedded] = [0, 0]
  try {
    while (sharing.length < processes) sharing.push(await StoreProcess.start({ store: url, destination }))
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const part of parts) {
        const answer = await embedded.ask(questions(acceptedEmbedded)[part])
        if (round > 0) note(figures.embedded[part], answer)
      }
      acceptedEmbedded += EVENTS
      for (const part of parts) {
        const { result, server: work } = await serverWork(server, EVENTS, () =>
          sharing[0].ask(questions(accepted)[part])
        )
        if (round === 0) continue
        note(figures.postgres[part], result)
        works[part].push(work)
      }
      accepted += EVENTS
      for (const part of parts) {
        const answers = await Promise.all(
          sharing.map((one, index) => one.ask(questions(accepted + index * EVENTS)[part]))
        )
        if (round > 0) saturated[part].push(perSecondOf(answers))
      }
      accepted += EVENTS * processes
      const vacuumed = await serverWork(server, EVENTS * (1 + processes), () => vacuum(server, DATABASE))
      if (round > 0) vacuumCpu.push(vacuumed.server.serverCpu)
    }
  } finally {
    await Promise.all([embedded, ...sharing].map((one) => one.stop()))
  }
  const median = (all: number[]) => spreadOf(all).median
  const resultsOf = (part: Part): StoreWork => {
    const [postgres, beside] = [figures.postgres[part], figures.embedded[part]]
    return {
      ...mediansOf(works[part]),
      perSecond: { postgres: median(postgres.perSecond), embedded: median(beside.perSecond) },
      toEmbedded: spreadOf(ratios(postgres.perSecond, beside.perSecond)),
      cpu: { postgres: median(postgres.cpu), embedded: median(beside.cpu) }
    }
  }
  return {
    perCall: PER_CALL,
    bodyBytes: Buffer.byteLength(JSON.stringify(numbered(event, 0))),
    accept: resultsOf('accept'),
    claimAndSettle: resultsOf('claimAndSettle'),
    vacuumCpu: median(vacuumCpu),
    diskBytes: (await diskBytes(server, DATABASE)) / accepted,
    embeddedDiskBytes: storeBytes(file) / acceptedEmbedded,
    saturated: {
      processes,
      accept: median(saturated.accept),
      claimAndSettle: median(saturated.claimAndSettle)
    }
  }
}

/** @param from the number of the first event */
function questions(from: number): Record<Part, StoreQuestion> {
  return {
    accept: { accept: { event, from, count: EVENTS, perCall: PER_CALL, inFlight: IN_FLIGHT } },
    claimAndSettle: { deliver: { perCall: PER_CALL, inFlight: IN_FLIGHT } }
  }
}

function noFigures(): Figures {
  return { accept: { perSecond: [], cpu: [] }, claimAndSettle: { perSecond: [], cpu: [] } }
}

/** @throws Error if it is not about all events of a round */
function note(figures: Figures[Part], { events, milliseconds, cpu }: StoreAnswer): void {
  if (events !== EVENTS) throw new Error(`${events} events instead of ${EVENTS}.`)
  figures.perSecond.push((events / milliseconds) * 1000)
  figures.cpu.push(cpu / events)
}

/** Of several processes that worked at the same time. */
function perSecondOf(answers: StoreAnswer[]): number {
  const events = answers.reduce((sum, one) => sum + one.events, 0)
  if (events !== EVENTS * answers.length) throw new Error(`${events} events instead of ${EVENTS * answers.length}.`)
  return (events / Math.max(...answers.map(({ milliseconds }) => milliseconds))) * 1000
}
