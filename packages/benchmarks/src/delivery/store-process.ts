import path from 'node:path'
import type { SegmentEvent } from '@segment/actions-core'
import { AskedProcess } from '../asked-process'

/** What the process is started with. */
export interface StoreStart {
  /** The file of the store, or the URL of its database. */
  store: string
  destination: string
}

export type StoreQuestion =
  /** Accepts events of different users. */
  | { accept: { event: SegmentEvent; from: number; count: number; perCall: number; inFlight: number } }
  /** Claims and settles what is there. */
  | { deliver: { perCall: number; inFlight: number } }

/** What it took. */
export interface StoreAnswer {
  events: number
  milliseconds: number
  /** Microseconds of the process, user and system. */
  cpu: number
}

/** A store in a process of its own, without anything else of the engine. */
export class StoreProcess {
  private constructor(private readonly process: AskedProcess<StoreQuestion, StoreAnswer>) {}

  static async start(start: StoreStart): Promise<StoreProcess> {
    const file = path.join(__dirname, 'store-main.ts')
    const { asked } = await AskedProcess.start<StoreQuestion, StoreAnswer, true>(file, start, ['--expose-gc'])
    return new StoreProcess(asked)
  }

  ask(question: StoreQuestion): Promise<StoreAnswer> {
    return this.process.ask(question)
  }

  stop(): Promise<void> {
    return this.process.stop()
  }
}
