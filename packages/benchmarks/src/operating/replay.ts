import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { AskedProcess } from '../asked-process'
import { deliveredCase, mainCases, numbered } from '../delivery/delivered-case'
import { projectRoot } from '../serve-process'
import { ratios, spreadOf } from '../statistics'
import type { BareLoop } from './bare-loop-main'
import type { ReplayResults } from './results'

const EVENTS = 100_000

/** How long `replay` takes to store a file, beside the bare loop. Nothing is delivered. */
export async function benchmarkReplay(folder: string, rounds: number): Promise<ReplayResults> {
  const subject = mainCases.find(({ vendor }) => vendor === 'wishpond')
  if (!subject) throw new Error('There is no case of Wishpond.')
  const { event, destination, subscription } = deliveredCase(subject)
  const file = path.join(folder, 'events.ndjson')
  const config = path.join(folder, 'delivery.yaml')
  fs.writeFileSync(
    file,
    Array.from({ length: EVENTS }, (_, index) => `${JSON.stringify(numbered(event, index))}\n`).join('')
  )
  const { name, subscribe, partnerAction: action } = subscription
  fs.writeFileSync(
    config,
    JSON.stringify({
      store: './replayed.db',
      sources: { shop: { writeKey: 'benchmark' } },
      destinations: {
        [destination]: { settings: demoSettingsOf(destination), subscriptions: [{ name, action, subscribe }] }
      }
    })
  )
  const { asked: loop } = await AskedProcess.start<BareLoop, number, true>(require.resolve('./bare-loop-main'), {})
  const [commands, loops]: [number[], number[]] = [[], []]
  try {
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const store = path.join(folder, `bare-${round}.db`)
      const bare = await loop.ask({ file, store, destination, subscription: name ?? action })
      const command = await replay(file, config)
      for (const name of fs.readdirSync(folder)) if (name.includes('.db')) fs.rmSync(path.join(folder, name))
      if (round === 0) continue
      commands.push(command)
      loops.push(bare)
    }
  } finally {
    await loop.stop()
  }
  const { size: bytes } = fs.statSync(file)
  const ratio = spreadOf(ratios(commands, loops))
  return { events: EVENTS, bytes, command: spreadOf(commands), bareLoop: spreadOf(loops), ratio }
}

async function replay(file: string, config: string): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, ['bin/run', 'replay', file, '--config', config, '--json'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const { accepted } = (JSON.parse(said) as { replay: { records: { accepted: number } } }).replay.records
  if (code !== 0 || accepted !== EVENTS) throw new Error(`The replay ended with ${code}, and stored ${accepted}.`)
  return performance.now() - start
}
