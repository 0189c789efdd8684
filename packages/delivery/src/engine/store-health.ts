import type { Log } from '../log'
import type { StoreWatcher } from './watched-store'

/** Whether a store can write. The engine goes on in any case: the store may work again. */
export class StoreHealth implements StoreWatcher {
  private reason?: string

  /** @param onRecovery is called when the store can write again */
  constructor(private readonly log: Log, private readonly onRecovery: () => void) {}

  available(): void {
    if (this.reason === undefined) return
    this.reason = undefined
    this.log.info({}, 'The store can write again.')
    this.onRecovery()
  }

  unavailable(reason: string): void {
    if (this.reason === undefined) this.log.error({ error: reason }, "The store can't write.")
    this.reason = reason
  }

  /** A sentence if the store can't write. */
  get problem(): string | undefined {
    return this.reason === undefined ? undefined : `The store can't write: ${this.reason}`
  }
}
