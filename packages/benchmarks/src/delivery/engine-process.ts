import fs from 'node:fs'
import path from 'node:path'
import type { Counts, Role } from '@partner-destinations/delivery'
import { AskedProcess } from '../asked-process'
import type { VendorAddress } from '../events/vendor-server'
import type { DeliveredCase } from './delivered-case'

/** What the process is started with. */
export interface EngineStart {
  /** The file of the store, or the URL of its database. */
  store: string
  /** Which part of the work it does. Default: all. */
  role?: Role
  cases: DeliveredCase[]
  vendor: VendorAddress
  /** Destination threads. Default: the engine's. */
  threads?: number
  /** Deliveries of a destination in flight at a time. */
  concurrency: number
  /** How long delivered events are kept. Default: for longer than a benchmark takes. */
  retentionMs?: number
}

export type EngineQuestion = EngineOrder | { stop: true }

export type EngineOrder =
  | { pause: string }
  | { resume: string }
  /** With garbage of the main thread collected first, or of all threads, which takes longer. */
  | { collect: 'main' | 'all' }
  | { look: true }

/** The answer to all but the last. */
export interface EngineAnswer {
  /** Microseconds that the process has used, user and system, in all its threads. */
  cpu: number
  /** Microseconds that its main thread has used. */
  mainCpu: number
  /** Bytes of memory that the system counts for it. */
  rss: number
  /** Bytes in the heaps of all threads, if garbage of all was collected. */
  heap?: number
  /** By destination. */
  counts: Record<string, Counts>
}

/** The engine in a process of its own, so that what it uses is measured apart. */
export class EngineProcess {
  private constructor(
    private readonly process: AskedProcess<EngineQuestion, EngineAnswer>,
    /** Of intake. */
    readonly port: number,
    /** How many milliseconds it took until the engine was ready, without the start of the process. */
    readonly startMs: number
  ) {}

  static async start(start: EngineStart): Promise<EngineProcess> {
    const file = path.join(__dirname, 'engine-main.ts')
    const { asked, first } = await AskedProcess.start<EngineQuestion, EngineAnswer, { port: number; startMs: number }>(
      file,
      start,
      ['--expose-gc']
    )
    return new EngineProcess(asked, first.port, first.startMs)
  }

  ask(question: EngineOrder): Promise<EngineAnswer> {
    return this.process.ask(question)
  }

  /**
   * Waits until a destination has delivered so many events since the store was made, and nothing is left.
   * @param lookMs milliseconds between two looks
   */
  async delivered(destination: string, count: number, lookMs = 5): Promise<EngineAnswer> {
    for (;;) {
      const answer = await this.ask({ look: true })
      const { delivered, filtered, failed } = answer.counts[destination]
      if (filtered + failed > 0) throw new Error(`${destination}: ${JSON.stringify(answer.counts[destination])}`)
      if (delivered >= count) return answer
      await new Promise((resolve) => setTimeout(resolve, lookMs))
    }
  }

  async stop(): Promise<void> {
    await this.process.ask({ stop: true })
    await this.process.stop()
  }
}

/** Bytes of a store on the disk. */
export function storeBytes(store: string): number {
  const files = ['', '-wal'].map((suffix) => `${store}${suffix}`).filter((file) => fs.existsSync(file))
  return files.reduce((sum, file) => sum + fs.statSync(file).size, 0)
}
