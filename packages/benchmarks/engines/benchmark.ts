import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { numbered } from '../src/delivery/delivered-case'
import { track } from '../src/events/segment-events'
import { machine } from '../src/machine'
import { ratios, spreadOf } from '../src/statistics'
import { Contender } from './contender'
import type { Pace } from './contender'
import { load } from './contestant'
import { entries, reference } from './contestants'
import type { Entry, EntryName } from './contestants'
import { installAlternatives } from './install'
import { measurements } from './results'
import type { EngineResult, EngineResults } from './results'
import { startServer } from './servers'
import type { RunningServer, ServerName } from './servers'

const limit = { requests: 20, windowMs: 1000 }

/** What to measure. */
export interface EngineBenchmark {
  names: EntryName[]
  rounds: number
  pace: Pace
  say: (line: string) => void
}

/** Measures contestants beside our store in a file. Each has a turn in every round. */
export async function benchmarkEngines({ names, rounds, pace, say }: EngineBenchmark): Promise<EngineResults> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engines-'))
  const arena = new Arena(folder, say)
  try {
    for (const name of new Set([reference, ...names] as const)) await arena.add(name, pace)
    for (let round = 1; round <= rounds; round++) {
      say(`Round ${round} of ${rounds}`)
      for (const { contender } of arena.taking) await contender.round()
    }
    say('Order after failures, and limiters')
    const engines: EngineResult[] = []
    for (const one of arena.taking) engines.push(await arena.resultOf(one))
    const eventBytes = Buffer.byteLength(JSON.stringify(numbered(track, 0)))
    return { machine: machine(), rounds, load, eventBytes, limit, engines, leftOut: arena.leftOut }
  } finally {
    await arena.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** One that takes part. */
interface Participant {
  title: string
  versions: string[]
  server?: RunningServer
  isDurable: boolean
  contender: Contender
}

/** Those that take part, with their servers. */
class Arena {
  readonly taking: Participant[] = []
  readonly leftOut: EngineResults['leftOut'] = []
  private readonly servers = new Map<ServerName, RunningServer | Error>()
  private readonly alternatives: string
  private versions?: Record<string, string>

  constructor(private readonly folder: string, private readonly say: (line: string) => void) {
    this.alternatives = this.newFolder('alternatives')
  }

  /** Starts a contestant and warms it up; leaves it out if its server isn't installed. */
  async add(name: EntryName, pace: Pace): Promise<void> {
    const { title, server: serverName, alternative, isDurable = true }: Entry = entries[name]
    const server = serverName && (await this.server(serverName))
    if (server instanceof Error) {
      this.leftOut.push({ title, reason: server.message })
      this.say(`Without ${title}: ${server.message}`)
      return
    }
    this.say(`Warming up: ${title}`)
    const versions = [
      ...(alternative ? [`${alternative} ${this.versionOf(alternative)}`] : []),
      ...(server ? [server.version] : [])
    ]
    const own = this.newFolder(name)
    const url = server ? await server.urlFor(name) : path.join(own, 'store.db')
    const contender = await Contender.start({ name, folder: own, url, alternatives: this.alternatives }, pace)
    this.taking.push({ title, versions, server, isDurable, contender })
    await contender.warmUp()
  }

  async resultOf({ title, versions, server, isDurable, contender }: Participant): Promise<EngineResult> {
    const result: EngineResult = {
      title,
      versions,
      acknowledges: isDurable ? server?.acknowledges ?? 'on disk' : 'before fsync',
      perSecond: {},
      toReference: {},
      ...(await contender.finish(limit))
    }
    const [{ contender: compared }] = this.taking
    for (const name of measurements) {
      const [ones, others] = [contender.measured(name), compared.measured(name)]
      if (!ones || !others) continue
      result.perSecond[name] = spreadOf(ones).median
      result.toReference[name] = spreadOf(ratios(ones, others))
    }
    return result
  }

  async close(): Promise<void> {
    for (const { contender } of this.taking) await contender.stop()
    for (const server of this.servers.values()) if (!(server instanceof Error)) await server.stop()
  }

  /** A running server, or why it can't run. */
  private async server(name: ServerName): Promise<RunningServer | Error> {
    const known = this.servers.get(name)
    if (known) return known
    const started = await startServer(name, this.newFolder(name)).catch((error: Error) => error)
    this.servers.set(name, started)
    return started
  }

  private versionOf(alternative: string): string {
    if (!this.versions) {
      this.say('Installing the packages of packages/benchmarks/engines/alternatives')
      this.versions = installAlternatives(this.alternatives)
    }
    return this.versions[alternative]
  }

  private newFolder(name: string): string {
    const folder = path.join(this.folder, name)
    fs.mkdirSync(folder)
    return folder
  }
}
