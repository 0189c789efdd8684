import path from 'node:path'
import type { SegmentEvent } from '@segment/actions-core'
import { AskedProcess } from '../asked-process'

/** The port of the engine's intake. */
export interface LoaderStart {
  port: number
}

/** Events, each of another user. */
interface Events {
  writeKey: string
  event: SegmentEvent
  /** The number of the first. */
  from: number
  count: number
}

/** Events to post as fast as they are accepted. */
export interface Load extends Events {
  perRequest: number
  /** Requests under way at a time. */
  inFlight: number
}

/** Events to post one by one at random times, whether those before are accepted or not. */
export interface PacedLoad extends Events {
  /** On average. */
  perSecond: number
}

/** When an event was posted and accepted: milliseconds of `monotonicMs`. */
export interface PostedAt {
  posted: number
  accepted: number
}

export type LoaderQuestion = { load: Load } | { paced: PacedLoad }

/** Posts events to the engine. It is a process of its own, so that none of its work is counted. */
export class LoaderProcess {
  private constructor(private readonly process: AskedProcess<LoaderQuestion, number | PostedAt[]>) {}

  static async start(port: number): Promise<LoaderProcess> {
    const start: LoaderStart = { port }
    const file = path.join(__dirname, 'loader-main.ts')
    const { asked } = await AskedProcess.start<LoaderQuestion, number | PostedAt[], true>(file, start)
    return new LoaderProcess(asked)
  }

  /**
   * @returns how many milliseconds it took until everything was accepted
   * @throws Error if something is not accepted
   */
  async post(load: Load): Promise<number> {
    return (await this.process.ask({ load })) as number
  }

  /**
   * @returns the times of each event, in the order of their numbers
   * @throws Error if something is not accepted
   */
  async pace(paced: PacedLoad): Promise<PostedAt[]> {
    return (await this.process.ask({ paced })) as PostedAt[]
  }

  stop(): Promise<void> {
    return this.process.stop()
  }
}
