import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { silentCase } from '../delivery/delivered-case'
import { EngineProcess } from '../delivery/engine-process'
import { LoaderProcess } from '../delivery/loader-process'
import { VendorServer } from '../events/vendor-server'
import { machine } from '../machine'
import { writePage } from '../page/write-page'
import { writeResults } from '../results'
import type { DeliveryMemoryReading, DeliveryMemoryResults } from './results'

/** Numbers of delivered events after which memory is read. */
const READINGS = [100_000, 500_000, 1_000_000, 2_000_000]
/** Events that wait at last. */
const BACKLOG = 1_000_000
/** Events that the loader is told to post at a time. */
const STEP = 10_000
/** A slow machine gets no result, but does not run for hours. */
const LONGEST_MS = 30 * 60 * 1000

/** `npm run bench:delivery-memory` */
async function main(): Promise<void> {
  const deadline = performance.now() + LONGEST_MS
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-memory-'))
  const subject = silentCase('sends-nothing')
  const { destination, event } = subject
  const server = await VendorServer.start([], 'http')
  let engine = await start()
  const loader = await LoaderProcess.start(engine.port)
  const readings: DeliveryMemoryReading[] = []
  let posted = 0
  try {
    for (const delivered of READINGS) {
      await postUntil(delivered, true)
      await read(delivered, 0)
    }
    await engine.ask({ pause: destination })
    const [last] = READINGS.slice(-1)
    await postUntil(last + BACKLOG, false)
    await read(last, BACKLOG)
    await engine.stop()
    engine = await start()
    await read(last, BACKLOG)
    const results: DeliveryMemoryResults = { machine: machine(), readings, startMs: engine.startMs }
    writeResults('delivery-memory', results)
  } finally {
    await loader.stop()
    await engine.stop()
    await server.stop()
    fs.rmSync(folder, { recursive: true })
  }
  await writePage()

  function start(): Promise<EngineProcess> {
    return EngineProcess.start({
      store: path.join(folder, 'delivery.db'),
      cases: [subject],
      vendor: server.address,
      concurrency: 64
    })
  }

  /** @param delivers whether to wait until the events of each step are delivered */
  async function postUntil(count: number, delivers: boolean): Promise<void> {
    while (posted < count) {
      if (performance.now() > deadline) throw new Error(`It took longer than ${LONGEST_MS / 60_000} minutes.`)
      await loader.post({ writeKey: destination, event, from: posted, count: STEP, perRequest: 100, inFlight: 4 })
      posted += STEP
      if (delivers) await engine.delivered(destination, posted)
    }
  }

  async function read(delivered: number, waiting: number): Promise<void> {
    const { heap = 0, rss } = await engine.ask({ collect: 'all' })
    readings.push({ delivered, waiting, heap, rss })
    console.log(`Memory of delivery: read after ${delivered} events, with ${waiting} that wait`)
  }
}

void main()
