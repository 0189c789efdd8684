import type { Log } from '../log'
import type { Store } from '../store/store'

/** The disk is nearly full if less is free. */
const lowBytes = 256 * 1024 * 1024

/** How much the disk of a store can still take, as it was when it was last measured. */
export class DiskSpace {
  /** Undefined for a store that isn't on a disk. */
  freeBytes?: number

  constructor(private readonly store: Store, private readonly log: Log) {}

  /** Measures it, and logs when the disk is nearly full, or no longer. */
  async measure(): Promise<void> {
    const before = this.problem
    this.freeBytes = (await this.store.space())?.freeBytes
    const { freeBytes, problem } = this
    if (problem === before) return
    if (problem === undefined) this.log.info({ freeBytes }, 'The disk of the store has space again.')
    else this.log.warn({ freeBytes }, problem)
  }

  /** A sentence if the disk is nearly full. */
  get problem(): string | undefined {
    if (this.freeBytes === undefined || this.freeBytes >= lowBytes) return undefined
    return `The disk of the store has less than ${lowBytes / 1024 / 1024} MiB left.`
  }
}
