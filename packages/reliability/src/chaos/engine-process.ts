import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { RateLimit, Role } from '@partner-destinations/delivery'
import type { HostsOnThisMachine } from '@partner-destinations/sandbox'
import type { KnownDelivery } from './reconciliation'

/** What the process is started with. */
export interface EngineStart {
  /** A file, or the URL of a server that it shares with other processes. */
  store: string
  /** Which part of the work it does. Default: all. */
  role?: Role
  /** Of intake, and of the operating API: the same after each start. */
  port: number
  operatingPort: number
  /** Where the vendors are. */
  sandbox: HostsOnThisMachine
  /** The names of the destinations that it delivers to. */
  destinations: string[]
  /** The limit of each destination. Default: none, because their vendors' limits would make tests take days. */
  rateLimit?: RateLimit
  /** Undelivered deliveries after which it refuses more. Default: the engine's. */
  maxBacklog?: number
  /** Destination threads. Default: one for each core. */
  threads?: number
}

/** How many deliveries the API lists at a time. */
const PAGE = 500

/** How long a start may take, in milliseconds, on a busy machine. */
const longestStart = 60_000

/** How long to wait for the last deliveries, in milliseconds. */
const longestRest = 600_000

/** The engine in a process that can be killed and started again. */
export class EngineProcess {
  private child?: ChildProcess

  /** @param log the file that its log lines go to */
  constructor(private readonly start: EngineStart, private readonly log: string) {}

  get pid(): number | undefined {
    return this.child?.pid
  }

  /** Whether it doesn't run: it was ended, or it has ended by itself. */
  get hasEnded(): boolean {
    const { child } = this
    return !child || child.exitCode !== null || child.signalCode !== null
  }

  /**
   * Starts it, and waits until it takes events.
   * @throws Error if it doesn't start
   */
  async run(): Promise<void> {
    const log = fs.openSync(this.log, 'a')
    const args = ['--require', require.resolve('tsx/cjs'), require.resolve('./engine-main'), JSON.stringify(this.start)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', log, log] })
    fs.closeSync(log)
    this.child = child
    const deadline = Date.now() + longestStart
    while (!(await this.isReady())) {
      if (this.hasEnded || Date.now() > deadline) throw new Error(`The engine does not start: see ${this.log}.`)
      await wait(20)
    }
  }

  /** Kills it with SIGKILL. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Stops it with SIGTERM. */
  async stop(): Promise<void> {
    await this.end('SIGTERM')
  }

  /** Has it do nothing until `goOn`, with SIGSTOP. It isn't told of either. */
  suspend(): void {
    this.child?.kill('SIGSTOP')
  }

  /** Lets it go on after `suspend`, with SIGCONT. */
  goOn(): void {
    this.child?.kill('SIGCONT')
  }

  /** Waits until every delivery is settled, or until it takes too long: then the books show what is missing. */
  async untilSettled(): Promise<void> {
    const deadline = Date.now() + longestRest
    while ((await this.unsettled()) > 0 && Date.now() < deadline) await wait(200)
  }

  /** How many deliveries are not settled. */
  async unsettled(): Promise<number> {
    const counts = await this.ask<Record<string, { pending: number; inFlight: number }>>('/api/counts')
    return Object.values(counts).reduce((sum, { pending, inFlight }) => sum + pending + inFlight, 0)
  }

  /** How many requests to vendors this process has made since it was started. */
  async requests(): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.start.operatingPort}/metrics`)
    const lines = (await response.text()).match(/^delivery_requests_total\{.*$/gm) ?? []
    return lines.reduce((sum, line) => sum + Number(line.split(' ').pop()), 0)
  }

  /** Everything that it knows of its deliveries. */
  async deliveries(): Promise<KnownDelivery[]> {
    const all: KnownDelivery[] = []
    for await (const delivery of this.eachDelivery()) all.push(delivery)
    return all
  }

  /** The ids of the messages of deliveries that may have arrived twice. */
  async possibleDuplicates(): Promise<Set<string>> {
    const marked = new Set<string>()
    for await (const { messageId, possibleDuplicate } of this.eachDelivery()) {
      if (possibleDuplicate) marked.add(messageId)
    }
    return marked
  }

  /**
   * Asks the operating API.
   * @throws Error if it refuses
   */
  async ask<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.start.operatingPort}${path}`)
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as Answer
  }

  private async *eachDelivery(): AsyncGenerator<KnownDelivery> {
    let before = ''
    for (;;) {
      const page = await this.ask<(KnownDelivery & { id: number })[]>(`/api/deliveries?limit=${PAGE}${before}`)
      if (page.length === 0) return
      yield* page
      before = `&before=${page[page.length - 1].id}`
    }
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this
    if (!child || this.hasEnded) return
    child.kill(signal)
    await once(child, 'exit')
  }

  private async isReady(): Promise<boolean> {
    try {
      const { ok } = await fetch(`http://127.0.0.1:${this.start.operatingPort}/ready`)
      return ok
    } catch {
      return false // it doesn't listen yet
    }
  }
}
