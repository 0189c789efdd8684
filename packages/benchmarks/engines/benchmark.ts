import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { numbered } from '../src/delivery/delivered-case'
import { track } from '../src/events/segment-events'
import { machine } from '../src/machine'
import { ratios, spreadOf } from '../src/statistics'
import { load } from './contestant'
import { contestants, reference } from './contestants'
import type { ContestantEntry, ContestantName } from './contestants'
import { installAlternatives } from './install'
import { MeasuredContestant } from './measured-contestant'
import type { Pace } from './measured-contestant'
import { measurements } from './results'
import type { EngineResult, EngineResults } from './results'
import { startServer } from './servers'
import type { RunningServer, ServerName } from './servers'

const limit = { requests: 20, windowMs: 1000 }

/** What to measure. */
export interface EngineBenchmark {
  names: ContestantName[]
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
      for (const { contestant } of arena.started) await contestant.round()
    }
    say('Order after failures, and limiters')
    const engines: EngineResult[] = []
    for (const one of arena.started) engines.push(await arena.resultOf(one))
    const eventBytes = Buffer.byteLength(JSON.stringify(numbered(track, 0)))
    return { machine: machine(), rounds, load, eventBytes, limit, engines, leftOut: arena.leftOut }
  } finally {
    await arena.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** One that takes part. */
interface StartedContestant {
  title: string
  versions: string[]
  server?: RunningServer
  isDurable: boolean
  contestant: MeasuredContestant
}

/** Those that take part, with their servers. */
class Arena {
  readonly started: StartedContestant[] = []
  readonly leftOut: EngineResults['leftOut'] = []
  private readonly servers = new Map<ServerName, RunningServer | Error>()
  private readonly alternatives: string
  private versions?: Record<string, string>

  constructor(private readonly folder: string, private readonly say: (line: string) => void) {
    this.alternatives = this.newFolder('alternatives')
  }

  /** Starts a contestant and warms it up; leaves it out if its server isn't installed. */
  async add(name: ContestantName, pace: Pace): Promise<void> {
    const { title, server: serverName, alternative, isDurable = true }: ContestantEntry = contestants[name]
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
    const contestant = await MeasuredContestant.start({ name, folder: own, url, alternatives: this.alternatives }, pace)
    this.started.push({ title, versions, server, isDurable, contestant })
    await contestant.warmUp()
  }

  async resultOf({ title, versions, server, isDurable, contestant }: StartedContestant): Promise<EngineResult> {
    const result: EngineResult = {
      title,
      versions,
      acknowledges: isDurable ? server?.acknowledges ?? 'on disk' : 'before fsync',
      perSecond: {},
      toReference: {},
      ...(await contestant.finish(limit))
    }
    const [{ contestant: compared }] = this.started
    for (const name of measurements) {
      const [ones, others] = [contestant.perSecondOf(name), compared.perSecondOf(name)]
      if (!ones || !others) continue
      result.perSecond[name] = spreadOf(ones).median
      result.toReference[name] = spreadOf(ratios(ones, others))
    }
    return result
  }

  async close(): Promise<void> {
    for (const { contestant } of this.started) await contestant.stop()
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
