import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@partner-destinations/delivery/postgres-server'
import type { Replay } from '@partner-destinations/delivery'
import { EngineProcess } from '../chaos/engine-process'
import { randomFrom } from '../chaos/random'
import { CommandProcess } from './command-process'
import { CountingVendor } from './counting-vendor'
import { writeEvents } from './events-file'
import { MemoryPeaks } from './memory-peaks'

/** The most that memory may grow from the first half of the run to the second one, as a ratio. */
const mostGrowth = 1.25

export interface ReplayProofOptions {
  events: number
  /** How often the command or the engine is killed, by turns. */
  kills: number
  /** The same seed repeats the kills, as far as the machine's timing does. */
  seed: number
  say: (line: string) => void
}

/** What a run showed. */
export interface ReplayProof {
  events: number
  megabytes: number
  kills: number
  seconds: number
  /** Events that came to the vendor more than once: each was in flight at a kill, and is marked. */
  duplicates: number
  /** MB of each process: its peak in the first half, and in the second one. */
  memory: Record<string, [first: number, second: number]>
  problems: string[]
}

/**
 * Replays a file while the command and the engine are killed by turns. Then it compares the file, what the engine says of
 * it, and what the vendor has.
 */
export async function proveReplay({ events, kills, seed, say }: ReplayProofOptions): Promise<ReplayProof> {
  const random = randomFrom(seed)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replay-'))
  const file = path.join(folder, 'events.ndjson')
  const store = path.join(folder, 'delivery.db')
  const bytes = await writeEvents(file, events)
  const vendor = await new CountingVendor(events).start()
  const [port, operatingPort] = [await freePort(), await freePort()]
  const engine = new EngineProcess(
    { store, port, operatingPort, sandbox: { port: vendor.port, hosts: vendor.hosts }, destinations: ['wishpond'] },
    path.join(folder, 'engine.log')
  )
  const command = new CommandProcess([file, '--store', store, '--wait'], path.join(folder, 'command.log'))
  let replay: Replay | undefined
  const memory = new MemoryPeaks(
    { command: () => command.pid, engine: () => engine.pid },
    () => (replay?.records.accepted ?? 0) > events / 2
  )
  const start = performance.now()
  try {
    await engine.run()
    command.start()
    for (let kill = 1; kill <= kills; kill++) {
      await storedUntil(((kill - random() * 0.8) / kills) * events)
      if (kill % 2 === 1) {
        await command.kill()
        command.start()
      } else {
        await engine.kill()
        await engine.run()
      }
      say(`Kill ${kill} of ${kills}, of the ${kill % 2 === 1 ? 'command' : 'engine'}: ${accepted()} events stored`)
    }
    await storedUntil(events)
    const code = await command.ended()
    const seconds = Math.round((performance.now() - start) / 1000)
    memory.stop()
    replay = await readReplay()
    const marked = await engine.possibleDuplicates()
    await engine.stop()
    const problems = [
      ...(code === 0 ? [] : [`The command ended with ${code}.`]),
      ...problemsOf(events, replay, vendor, marked),
      ...growthOf(memory.peaks)
    ]
    if (problems.length === 0) fs.rmSync(folder, { recursive: true })
    else say(`The store and the logs are kept in ${folder}.`)
    return {
      events,
      megabytes: Math.round(bytes / 1e6),
      kills,
      seconds,
      duplicates: vendor.arrivals.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0),
      memory: inMegabytes(memory.peaks),
      problems
    }
  } finally {
    memory.stop()
    await command.kill()
    await engine.kill()
    vendor.stop()
  }

  function accepted(): number {
    return replay?.records.accepted ?? 0
  }

  async function storedUntil(count: number): Promise<void> {
    while (accepted() < count) {
      await wait(20)
      replay = await readReplay()
    }
  }

  async function readReplay(): Promise<Replay | undefined> {
    const [newest] = await engine.ask<Replay[]>('/api/replays')
    return newest
  }
}

/** @param marked the indexes of the events whose deliveries are marked as possible duplicates */
function problemsOf(events: number, replay: Replay | undefined, vendor: CountingVendor, marked: Set<string>): string[] {
  if (!replay) return ['The engine knows no replay.']
  const { records, counts } = replay
  const problems: string[] = []
  const expected = { ...counts, pending: 0, inFlight: 0, delivered: events, filtered: 0, failed: 0 }
  if (JSON.stringify(counts) !== JSON.stringify(expected)) problems.push(`Deliveries: ${JSON.stringify(counts)}.`)
  if (records.accepted !== events || records.duplicates + records.skipped + records.bad > 0) {
    problems.push(`Records: ${JSON.stringify(records)}.`)
  }
  for (const [index, times] of vendor.arrivals.entries()) {
    if (times === 0) problems.push(`Event ${index} never came to the vendor.`)
    if (times > 1 && !marked.has(`message-${index}`)) {
      problems.push(`Event ${index} came ${times} times, and isn't marked as a possible duplicate.`)
    }
  }
  if (vendor.disorder > 0) problems.push(`${vendor.disorder} events came after a later one of their user.`)
  return problems
}

function growthOf(peaks: MemoryPeaks['peaks']): string[] {
  return Object.entries(peaks).flatMap(([name, [first, second]]) =>
    second > first * mostGrowth ? [`The memory of the ${name} grew from ${first} to ${second} bytes.`] : []
  )
}

function inMegabytes(peaks: MemoryPeaks['peaks']): ReplayProof['memory'] {
  return Object.fromEntries(
    Object.entries(peaks).map(([name, [first, second]]) => [name, [Math.round(first / 1e6), Math.round(second / 1e6)]])
  )
}
