import { readHoldings } from '../server/server'
import type { Holdings } from '../server/types'

/** Reads what the sandbox holds of one vendor, one time after the other, so that the newest answer comes last. */
export class HoldingsReader {
  private isReading = false
  private isAskedAgain = false
  private hasEnded = false

  constructor(readonly folder: string, private readonly onRead: (holdings: Holdings | undefined) => void) {}

  /** Reads it; once more afterwards when it is asked to while it reads. */
  read(): void {
    if (this.hasEnded) return
    if (this.isReading) this.isAskedAgain = true
    else void this.readOnce()
  }

  /** Tells nothing any more. */
  end(): void {
    this.hasEnded = true
  }

  private async readOnce(): Promise<void> {
    this.isReading = true
    try {
      const holdings = await readHoldings(this.folder)
      if (!this.hasEnded) this.onRead(holdings)
    } catch {
      // The page says by other means that the server is gone.
    }
    this.isReading = false
    if (!this.isAskedAgain) return
    this.isAskedAgain = false
    this.read()
  }
}
