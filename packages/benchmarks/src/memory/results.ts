import type { Machine } from '../machine'
import type { Memory } from './inspected-process'

/** The memory of `serve`, as kept in `results/memory.json`. */
export interface MemoryResults {
  machine: Machine
  /** The folder of the destination that took the events. */
  destination: string
  readings: MemoryReading[]
}

/** Memory of both processes of `serve` after so many events. */
export interface MemoryReading {
  events: number
  /** The process that listens, and holds the sandbox. */
  server: Memory
  /** The process that runs the destinations. */
  destinations: Memory
}
