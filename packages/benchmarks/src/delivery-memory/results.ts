import type { Machine } from '../machine'

/** The memory of delivery, as kept in `results/delivery-memory.json`. */
export interface DeliveryMemoryResults {
  machine: Machine
  /** In the order in which they were read. All but the last are of one process. */
  readings: DeliveryMemoryReading[]
  /** How many milliseconds the engine took until it was ready, with the backlog of the last reading. */
  startMs: number
}

/** Memory of the engine's process, in bytes. */
export interface DeliveryMemoryReading {
  /** Events that it has delivered. */
  delivered: number
  /** Events that wait. */
  waiting: number
  /** What the heaps of all threads hold after a full garbage collection. */
  heap: number
  /** What the operating system counts for the process. */
  rss: number
}
