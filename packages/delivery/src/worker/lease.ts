import type { Log } from '../log'
import type { Store } from '../store/store'

/** The places in the memory that the threads share. */
const END = 0
const GENERATION = 1

/** What threads see of the lease. */
export class LeaseView {
  private readonly memory: BigInt64Array

  constructor(buffer: SharedArrayBuffer) {
    this.memory = new BigInt64Array(buffer)
  }

  /** Counts how often the lease was lost. What was claimed before belongs to nobody of this process any more. */
  get generation(): bigint {
    return Atomics.load(this.memory, GENERATION)
  }

  /** Whether there is a lease. */
  get isHeld(): boolean {
    return this.holds(this.generation)
  }

  /** Whether the lease holds that something was claimed under. */
  holds(generation: bigint): boolean {
    return process.hrtime.bigint() < Atomics.load(this.memory, END) && generation === this.generation
  }
}

/**
 * This process's lease of what it has claimed. It is renewed every third of its time. Its end is kept in memory that the
 * destination threads share, so that they can look at it before each request, even if the main thread does not respond.
 */
export class Lease extends LeaseView {
  private readonly cells: BigInt64Array
  private timer?: NodeJS.Timeout

  /** @param onRenewed is called after each renewal */
  constructor(
    private readonly store: Store,
    private readonly leaseMs: number,
    private readonly log: Log,
    private readonly onRenewed: () => void,
    readonly buffer = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT)
  ) {
    super(buffer)
    this.cells = new BigInt64Array(buffer)
  }

  /** Takes the lease, and keeps it until `stop`. */
  async start(): Promise<void> {
    await this.renew()
    this.timer = setInterval(() => void this.renewSafely(), this.leaseMs / 3)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async renewSafely(): Promise<void> {
    try {
      await this.renew()
      this.onRenewed()
    } catch (error) {
      this.log.error({ error: String(error) }, 'The lease could not be renewed. Nothing is sent once it has run out.')
    }
  }

  private async renew(): Promise<void> {
    const asked = process.hrtime.bigint()
    const lasted = (await this.store.renew()) && process.hrtime.bigint() < Atomics.load(this.cells, END)
    const isFirst = Atomics.load(this.cells, END) === 0n
    if (!lasted && !isFirst) {
      Atomics.add(this.cells, GENERATION, 1n)
      this.log.warn({}, 'The lease had run out: what was in flight is attempted again, and may arrive twice.')
    }
    // It ends as if the store had renewed it at once.
    Atomics.store(this.cells, END, asked + BigInt(Math.round(this.leaseMs * 1e6)))
  }
}
