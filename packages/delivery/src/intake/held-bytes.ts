import { maxHeldBytes } from './limits'
import { unavailable } from './refusal'

/** Counts the bytes that all requests hold in memory together. */
export class HeldByAll {
  private bytes = 0

  /** The bytes of one request. */
  open(): HeldBytes {
    let own = 0
    return {
      take: (bytes) => {
        if (this.bytes + bytes > maxHeldBytes) throw unavailable('Too many requests are being handled.')
        this.bytes += bytes
        own += bytes
      },
      giveBack: () => {
        this.bytes -= own
        own = 0
      }
    }
  }
}

/** The bytes that one request holds in memory. */
export interface HeldBytes {
  /** @throws Refusal when all requests would hold too many */
  take(bytes: number): void
  giveBack(): void
}
