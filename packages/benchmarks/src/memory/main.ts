import { writePage } from '../page/write-page'
import { trackedDestination } from '../events/our-cases'
import { machine } from '../machine'
import { writeResults } from '../results'
import { DestinationsCopy } from '../destinations-copy'
import { ServeProcess } from '../serve-process'
import { InspectedProcess } from './inspected-process'
import { postEvents } from './posted-events'
import type { MemoryReading, MemoryResults } from './results'

/** Numbers of events after which memory is read. */
const READINGS = [10_000, 100_000, 1_000_000]

/** `npm run bench:memory` */
async function main(): Promise<void> {
  const urls: string[] = []
  const copy = new DestinationsCopy()
  const serve = await ServeProcess.start(['--directory', copy.path], {
    // Both processes of serve take it; 0 is any free port.
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' },
    onErrorLine: (line) => {
      const [url] = /ws:\/\/\S+/.exec(line) ?? []
      if (url !== undefined) urls.push(url)
    }
  })
  const inspected: InspectedProcess[] = []
  try {
    for (const url of urls) inspected.push(await InspectedProcess.connect(url))
    const scripts = await Promise.all(inspected.map((one) => one.script()))
    const [server, destinations] = ['run', 'destination-process-main.ts'].map((script) => {
      const index = scripts.findIndex((path) => path.endsWith(`/${script}`))
      if (index === -1) throw new Error(`No process of serve runs ${script}.`)
      return inspected[index]
    })

    const { vendor } = trackedDestination()
    const readings: MemoryReading[] = []
    let posted = 0
    for (const events of READINGS) {
      await postEvents(`http://127.0.0.1:${serve.port}/${vendor}`, posted + 1, events)
      posted = events
      readings.push({ events, server: await server.memory(), destinations: await destinations.memory() })
      console.log(`Memory: read after ${events} events`)
    }
    const results: MemoryResults = { machine: machine(), destination: vendor, readings }
    writeResults('memory', results)
  } finally {
    // A process ends only after its inspectors have left.
    inspected.forEach((one) => one.close())
    await serve.stop()
    copy.remove()
  }
  await writePage()
}

void main()
