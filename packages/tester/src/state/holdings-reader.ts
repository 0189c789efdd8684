import type { Holdings } from '@partner-destinations/server/wire'
import { readHoldings } from '../server/server'

/** Reads what the sandbox holds of one vendor, one request at a time, so that the newest answer comes last. */
export class HoldingsReader {
  private isReading = false
  private isAskedAgain = false
  private hasEnded = false

  constructor(readonly folder: string, private readonly onRead: (holdings: Holdings | undefined) => void) {}

  /** Reads it. If it is already reading, it reads once more afterwards. */
  read(): void {
    if (this.hasEnded) return
    if (this.isReading) this.isAskedAgain = true
    else void this.readOnce()
  }

  /** Stops reporting. */
  end(): void {
    this.hasEnded = true
  }

  private async readOnce(): Promise<void> {
    this.isReading = true
    try {
      const holdings = await readHoldings(this.folder)
      if (!this.hasEnded) this.onRead(holdings)
    } catch {
      // Nothing to do: the event stream tells the page that the server is gone.
    }
    this.isReading = false
    if (!this.isAskedAgain) return
    this.isAskedAgain = false
    this.read()
  }
}
