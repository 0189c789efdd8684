import path from 'node:path'
import type { SegmentEvent } from '@segment/actions-core'
import { AskedProcess } from '../asked-process'

/** The port of the engine's intake. */
export interface LoaderStart {
  port: number
}

/** Events to post, each of another user. */
export interface Load {
  writeKey: string
  event: SegmentEvent
  /** The number of the first. */
  from: number
  count: number
  perRequest: number
  /** Requests under way at a time. */
  inFlight: number
}

/** Posts events to the engine. It is a process of its own, so that none of its work is counted. */
export class LoaderProcess {
  private constructor(private readonly process: AskedProcess<Load, number>) {}

  static async start(port: number): Promise<LoaderProcess> {
    const start: LoaderStart = { port }
    return new LoaderProcess(
      (await AskedProcess.start<Load, number, true>(path.join(__dirname, 'loader-main.ts'), start)).asked
    )
  }

  /**
   * @returns how many milliseconds it took until everything was accepted
   * @throws Error if something is not accepted
   */
  post(load: Load): Promise<number> {
    return this.process.ask(load)
  }

  stop(): Promise<void> {
    return this.process.stop()
  }
}
