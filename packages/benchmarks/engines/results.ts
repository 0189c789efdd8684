import type { Machine } from '../src/machine'
import type { Spread } from '../src/statistics'
import type { load } from './contestant'
import type { Acknowledges } from './servers'

/** The results of the benchmark of engines, as kept in `results/engines.json`. */
export interface EngineResults {
  machine: Machine
  rounds: number
  load: typeof load
  eventBytes: number
  limit: { requests: number; windowMs: number }
  engines: EngineResult[]
  /** Those that could not take part, with the reason. */
  leftOut: { title: string; reason: string }[]
}

/** What is measured in each round. */
export const measurements = ['single', 'many', 'deliver', 'ordered'] as const
export type Measurement = typeof measurements[number]

export interface EngineResult {
  title: string
  /** Versions of the library and of the server. */
  versions: string[]
  acknowledges: Acknowledges
  /** Events a second: medians of the rounds. Absent if the contestant can't do it. */
  perSecond: Partial<Record<Measurement, number>>
  /** By those of our store in a file, within each round. */
  toReference: Partial<Record<Measurement, Spread>>
  /** Whether each user's order held in lists, and after an attempt that failed. Absent if the contestant promises none. */
  keepsOrder?: { whileDelivered: boolean; afterFailure: boolean }
  /** The most requests in any window of the limit. Absent if there is no limiter. */
  inWindow?: number
  /** The most memory of the process with the library, without its server, in bytes. */
  memory: number
}
