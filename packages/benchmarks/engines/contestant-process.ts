import path from 'node:path'
import { AskedProcess } from '../src/asked-process'
import type { Limit } from './contestant'
import type { ContestantName } from './contestants'

/** What the process is started with. */
export interface ContestantStart {
  name: ContestantName
  folder: string
  url: string
  /** Where the packages of `alternatives/` are installed. */
  alternatives: string
}

export type ContestantQuestion =
  /** Accepts events: each of a different user, or of the same few users, whose order must hold. */
  | { accept: { users: 'different' | 'same'; count: number; perCall: number; inFlight: number } }
  /** Delivers all of these. */
  | { deliver: 'different' | 'same' }
  /** Fails the first attempt of each of some users, and looks whether what follows waits. */
  | { retry: { users: number; each: number } }
  | { limited: { limit: Limit; burst: number; afterMs: number } }

/** What it took, or what was seen. */
export interface ContestantAnswer {
  milliseconds: number
  /** Attempts that broke a user's order. */
  outOfOrder: number
  /** The most starts in any window. */
  inWindow?: number
  /** The most memory that the process has had, in bytes. */
  memory: number
}

/** What the process can do. */
export interface ContestantAbilities {
  ordered: boolean
  limited: boolean
}

/** A contestant in a process of its own. */
export class ContestantProcess {
  private constructor(
    private readonly process: AskedProcess<ContestantQuestion, ContestantAnswer>,
    readonly can: ContestantAbilities
  ) {}

  static async start(start: ContestantStart): Promise<ContestantProcess> {
    const file = path.join(__dirname, 'contestant-main.ts')
    const { asked, first } = await AskedProcess.start<ContestantQuestion, ContestantAnswer, ContestantAbilities>(
      file,
      start
    )
    return new ContestantProcess(asked, first)
  }

  ask(question: ContestantQuestion): Promise<ContestantAnswer> {
    return this.process.ask(question)
  }

  stop(): Promise<void> {
    return this.process.stop()
  }
}
